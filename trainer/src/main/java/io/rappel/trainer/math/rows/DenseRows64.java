package io.rappel.trainer.math.rows;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** Dense rows: a row-major EJML matrix, or some consecutive rows of one. */
public final class DenseRows64 extends Rows64 {

  private static final long serialVersionUID = 1L;

  private final DMatrixRMaj matrix;
  private final int first;
  private int rows;

  /** All rows of a matrix, which must not change afterwards. */
  public DenseRows64(DMatrixRMaj matrix) {
    this(matrix, 0, matrix.numRows);
  }

  private DenseRows64(DMatrixRMaj matrix, int first, int rows) {
    this.matrix = matrix;
    this.first = first;
    this.rows = rows;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return matrix.numCols;
  }

  @Override
  public void times(RowProducts64 products, double[] w, int offset, int outputs, double[] z) {
    int start = first * columns();
    products
        .multiply()
        .multiply(false, false, rows, outputs, columns(), matrix.data, start, w, offset, 0, z, 0);
  }

  @Override
  public void transposeTimes(
      RowProducts64 products, double[] delta, int outputs, double[] g, int offset) {
    if (rows == 0) {
      Arrays.fill(g, offset, offset + columns() * outputs, 0);
      return;
    }
    int start = first * columns();
    products
        .multiply()
        .multiply(
            true, false, columns(), outputs, rows, matrix.data, start, delta, 0, 0, g, offset);
  }

  @Override
  public DenseRows64 scratch(int maximumRows) {
    return new DenseRows64(new DMatrixRMaj(maximumRows, columns()));
  }

  @Override
  public DenseRows64 select(int[] numbers, int count, Rows64 scratch) {
    DenseRows64 target = (DenseRows64) scratch;
    int columns = columns();
    for (int i = 0; i < count; i++) {
      int from = (first + numbers[i]) * columns;
      System.arraycopy(matrix.data, from, target.matrix.data, i * columns, columns);
    }
    target.rows = count;
    return target;
  }

  @Override
  public DenseRows64 slice(int from, int to) {
    return new DenseRows64(matrix, first + from, to - from);
  }
}
