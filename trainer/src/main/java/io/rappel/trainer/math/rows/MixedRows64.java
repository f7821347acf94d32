package io.rappel.trainer.math.rows;

/**
 * Rows that are dense in their first columns and sparse in those behind: X = [D S], so that X W = D
 * W₁ + S W₂.
 */
public final class MixedRows64 extends Rows64 {

  private static final long serialVersionUID = 1L;

  private final DenseRows64 dense;
  private final SparseRows64 sparse;

  /** Both have the same number of rows. */
  public MixedRows64(DenseRows64 dense, SparseRows64 sparse) {
    this.dense = dense;
    this.sparse = sparse;
  }

  @Override
  public int rows() {
    return dense.rows();
  }

  @Override
  public int columns() {
    return dense.columns() + sparse.columns();
  }

  @Override
  public void times(RowProducts64 products, double[] w, int offset, int outputs, double[] z) {
    dense.times(products, w, offset, outputs, z);
    sparse.addTimes(products, w, offset + dense.columns() * outputs, outputs, z);
  }

  @Override
  public void transposeTimes(
      RowProducts64 products, double[] delta, int outputs, double[] g, int offset) {
    dense.transposeTimes(products, delta, outputs, g, offset);
    sparse.transposeTimes(products, delta, outputs, g, offset + dense.columns() * outputs);
  }

  @Override
  public MixedRows64 scratch(int maximumRows) {
    return new MixedRows64(dense.scratch(maximumRows), sparse.scratch(maximumRows));
  }

  @Override
  public MixedRows64 select(int[] numbers, int count, Rows64 scratch) {
    MixedRows64 target = (MixedRows64) scratch;
    dense.select(numbers, count, target.dense);
    sparse.select(numbers, count, target.sparse);
    return target;
  }

  @Override
  public MixedRows64 slice(int from, int to) {
    return new MixedRows64(dense.slice(from, to), sparse.slice(from, to));
  }
}
