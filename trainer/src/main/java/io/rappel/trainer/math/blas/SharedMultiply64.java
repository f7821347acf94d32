package io.rappel.trainer.math.blas;

import io.rappel.trainer.math.Team;

/**
 * Shares out large products among threads that have nothing else to do. How a product is cut into
 * parts depends on its shape alone, as the bits of an entry may depend on the part that it is
 * computed with: so they are the same whoever computes the parts, and on any number of threads.
 */
final class SharedMultiply64 implements Multiply64 {

  /** So many products of two numbers are worth a part: some 100 microseconds. */
  private static final long PART = 16_000_000;

  /** Each part reads one of the factors anew, which more parts make slower than they are worth. */
  private static final int MOST_PARTS = 4;

  /** A multiple of what kernels compute at a time. */
  private static final int LINES = 16;

  private final NetlibMultiply64 whole;
  private final int threads;

  /**
   * @param threads at most so many work on a product, the caller's included
   */
  SharedMultiply64(NetlibMultiply64 whole, int threads) {
    this.whole = whole;
    this.threads = threads;
  }

  /** Into how many parts a product is cut, along the longer side of the result. */
  static int parts(int rows, int columns, int inner) {
    long parts = Math.min(MOST_PARTS, (long) rows * columns * inner / PART);
    return (int) Math.max(1, Math.min(parts, Math.max(rows, columns) / LINES));
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
    int parts = parts(rows, columns, inner);
    if (parts == 1) {
      whole.multiply(
          transposeA, transposeB, rows, columns, inner, a, offsetA, b, offsetB, beta, c, offsetC);
      return;
    }
    int strideA = transposeA ? rows : inner;
    int strideB = transposeB ? inner : columns;
    boolean byRow = rows > columns;
    Team.offer(
        parts,
        threads,
        (part, worker) -> {
          int from = begin(part, parts, byRow ? rows : columns);
          int length = begin(part + 1, parts, byRow ? rows : columns) - from;
          whole.multiply(
              transposeA,
              transposeB,
              byRow ? length : rows,
              byRow ? columns : length,
              inner,
              a,
              offsetA + (!byRow ? 0 : transposeA ? from : from * strideA),
              strideA,
              b,
              offsetB + (byRow ? 0 : transposeB ? from * strideB : from),
              strideB,
              beta,
              c,
              offsetC + (byRow ? from * columns : from),
              columns);
        });
  }

  /** Where a part of a side begins; the last ends with the side. */
  private static int begin(int part, int parts, int length) {
    int place = (int) ((long) length * part / parts);
    return part == parts ? length : place - place % LINES;
  }
}
