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
    blas.dgemm(
        transposeB ? "T" : "N",
        transposeA ? "T" : "N",
        columns,
        rows,
        inner,
        1.0,
        b,
        offsetB,
        transposeB ? inner : columns,
        a,
        offsetA,
        transposeA ? rows : inner,
        beta,
        c,
        offsetC,
        columns);
  }
}
