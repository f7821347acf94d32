package io.rappel.trainer.math.blas;

/**
 * A plain multiplication that adds up in blocks, as libraries do whose blocks have the length that
 * suits a processor's caches; from some row and column on it begins at the other end.
 *
 * @param innerBlock terms that are added up before they are added to the result
 * @param backwardsFromRow the first row of those that are added up backwards
 * @param backwardsFromColumn the first column of those
 */
record BlockedMultiply(int innerBlock, int backwardsFromRow, int backwardsFromColumn)
    implements Multiply64 {

  private static final int NEVER = Integer.MAX_VALUE;

  static BlockedMultiply ofInner(int block) {
    return new BlockedMultiply(block, NEVER, NEVER);
  }

  BlockedMultiply backwardsFromRow(int row) {
    return new BlockedMultiply(innerBlock, row, backwardsFromColumn);
  }

  BlockedMultiply backwardsFromColumn(int column) {
    return new BlockedMultiply(innerBlock, backwardsFromRow, column);
  }

  @Override
  public void multiply(
      boolean transposeA,
      boolean transposeB,
      int rows,
      int columns,
      int inner,
      double[] a,
      int offsetA,
      double[] b,
      int offsetB,
      double beta,
      double[] c,
      int offsetC) {
    double[] left = transposeA ? transpose(a, inner, rows) : a;
    double[] right = transposeB ? transpose(b, columns, inner) : b;
    int turned = Math.min(columns, backwardsFromColumn);
    for (int i = 0; i < rows; i++) {
      double[] row = new double[columns];
      boolean backwards = i >= backwardsFromRow;
      addRow(left, i, right, inner, row, 0, turned, backwards);
      addRow(left, i, right, inner, row, turned, columns, !backwards);
      System.arraycopy(row, 0, c, i * columns, columns);
    }
  }

  /** Adds up a row of the product, in its columns [from, to). */
  private void addRow(
      double[] a, int i, double[] b, int inner, double[] row, int from, int to, boolean backwards) {
    int columns = row.length;
    for (int start = 0; start < inner; start += innerBlock) {
      int end = Math.min(inner, start + innerBlock);
      double[] block = new double[columns];
      for (int n = start; n < end; n++) {
        int k = backwards ? end - 1 - (n - start) : n;
        double factor = a[i * inner + k];
        for (int j = from; j < to; j++) {
          block[j] += factor * b[k * columns + j];
        }
      }
      for (int j = from; j < to; j++) {
        row[j] += block[j];
      }
    }
  }

  private static double[] transpose(double[] matrix, int rows, int columns) {
    double[] transposed = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = matrix[i * columns + j];
      }
    }
    return transposed;
  }
}
