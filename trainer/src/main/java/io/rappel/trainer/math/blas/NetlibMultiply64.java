package io.rappel.trainer.math.blas;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;

/**
 * Multiplies through netlib, whose matrices are column-major: the row-major C = A B is its Cᵀ = Bᵀ
 * Aᵀ.
 */
final class NetlibMultiply64 implements Multiply64 {

  private final BLAS blas;

  NetlibMultiply64(BLAS blas) {
    this.blas = blas;
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
    if (rows == 0) {
      return;
    }
    if (inner == 0) { // netlib refuses matrices without columns
      if (beta == 0) {
        Arrays.fill(c, offsetC, offsetC + rows * columns, 0);
      }
      return;
    }
    multiply(
        transposeA,
        transposeB,
        rows,
        columns,
        inner,
        a,
        offsetA,
        transposeA ? rows : inner,
        b,
        offsetB,
        transposeB ? inner : columns,
        beta,
        c,
        offsetC,
        columns);
  }

  /**
   * The same for matrices that are parts of wider ones.
   *
   * @param rows at least 1
   * @param inner at least 1
   * @param strideA from a stored row of A to the next
   * @param strideB from a stored row of B to the next
   * @param strideC from a row of C to the next
   */
  void multiply(
      boolean transposeA,
      boolean transposeB,
      int rows,
      int columns,
      int inner,
      double[] a,
      int offsetA,
      int strideA,
      double[] b,
      int offsetB,
      int strideB,
      double beta,
      double[] c,
      int offsetC,
      int strideC) {
    blas.dgemm(
        transposeB ? "T" : "N",
        transposeA ? "T" : "N",
        columns,
        rows,
        inner,
        1.0,
        b,
        offsetB,
        strideB,
        a,
        offsetA,
        strideA,
        beta,
        c,
        offsetC,
        strideC);
  }
}
