package io.rappel.trainer.math.rows;

import java.util.Arrays;

/**
 * Sparse rows in compressed form (CSR): the entries of row i lie at indices start[i] to start[i +
 * 1] − 1 of the columns and values. EJML's sparse matrices are compressed by column and serve
 * products by row badly.
 */
public final class SparseRows64 extends Rows64 {

  private static final long serialVersionUID = 1L;

  private final int width;
  private final int first;
  private int rows;
  private final int[] start;
  private int[] column;
  private double[] value;

  /**
   * @param width number of columns
   * @param start length: rows + 1
   * @param column of each entry, ascending within a row
   * @param value of each entry
   */
  public SparseRows64(int width, int[] start, int[] column, double[] value) {
    this(width, 0, start.length - 1, start, column, value);
  }

  private SparseRows64(int width, int first, int rows, int[] start, int[] column, double[] value) {
    this.width = width;
    this.first = first;
    this.rows = rows;
    this.start = start;
    this.column = column;
    this.value = value;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return width;
  }

  @Override
  public void times(RowProducts64 products, double[] w, int offset, int outputs, double[] z) {
    Arrays.fill(z, 0, rows * outputs, 0);
    addTimes(products, w, offset, outputs, z);
  }

  /** z ← z + X W, as in {@link #times}. */
  void addTimes(RowProducts64 products, double[] w, int offset, int outputs, double[] z) {
    if (outputs >= RowProducts64.SHORTEST) {
      products.addTimes(width, start, first, rows, column, value, w, offset, outputs, z);
      return;
    }
    for (int i = 0; i < rows; i++) {
      int to = i * outputs;
      for (int k = start[first + i]; k < start[first + i + 1]; k++) {
        addScaled(value[k], w, offset + column[k] * outputs, z, to, outputs);
      }
    }
  }

  @Override
  public void transposeTimes(
      RowProducts64 products, double[] delta, int outputs, double[] g, int offset) {
    if (outputs >= RowProducts64.SHORTEST) {
      products.transposeTimes(width, start, first, rows, column, value, delta, outputs, g, offset);
      return;
    }
    Arrays.fill(g, offset, offset + width * outputs, 0);
    for (int i = 0; i < rows; i++) {
      int from = i * outputs;
      for (int k = start[first + i]; k < start[first + i + 1]; k++) {
        addScaled(value[k], delta, from, g, offset + column[k] * outputs, outputs);
      }
    }
  }

  /** y ← y + s x, over n entries from the given indices. */
  private static void addScaled(double s, double[] x, int from, double[] y, int to, int n) {
    for (int j = 0; j < n; j++) {
      y[to + j] += s * x[from + j];
    }
  }

  @Override
  public SparseRows64 scratch(int maximumRows) {
    return new SparseRows64(width, new int[maximumRows + 1], new int[0], new double[0]);
  }

  @Override
  public SparseRows64 select(int[] numbers, int count, Rows64 scratch) {
    SparseRows64 target = (SparseRows64) scratch;
    int entries = 0;
    for (int i = 0; i < count; i++) {
      target.start[i] = entries;
      int row = first + numbers[i];
      entries += start[row + 1] - start[row];
    }
    target.start[count] = entries;
    target.rows = count;
    target.ensure(entries);
    for (int i = 0; i < count; i++) {
      int row = first + numbers[i];
      int length = start[row + 1] - start[row];
      System.arraycopy(column, start[row], target.column, target.start[i], length);
      System.arraycopy(value, start[row], target.value, target.start[i], length);
    }
    return target;
  }

  private void ensure(int entries) {
    if (column.length < entries) {
      int length = Math.max(entries, column.length * 2);
      column = new int[length];
      value = new double[length];
    }
  }

  @Override
  public SparseRows64 slice(int from, int to) {
    return new SparseRows64(width, first + from, to - from, start, column, value);
  }
}
