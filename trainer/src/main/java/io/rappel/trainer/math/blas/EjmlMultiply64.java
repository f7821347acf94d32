package io.rappel.trainer.math.blas;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Multiplies through EJML. Its matrices begin at index 0 of their arrays, so operands that lie
 * elsewhere are copied.
 */
final class EjmlMultiply64 implements Multiply64 {

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
    DMatrixRMaj left =
        transposeA ? matrix(a, offsetA, inner, rows) : matrix(a, offsetA, rows, inner);
    DMatrixRMaj right =
        transposeB ? matrix(b, offsetB, columns, inner) : matrix(b, offsetB, inner, columns);
    DMatrixRMaj product = new DMatrixRMaj(rows, columns);
    if (transposeA && transposeB) {
      CommonOps_DDRM.multTransAB(left, right, product);
    } else if (transposeA) {
      CommonOps_DDRM.multTransA(left, right, product);
    } else if (transposeB) {
      CommonOps_DDRM.multTransB(left, right, product);
    } else {
      CommonOps_DDRM.mult(left, right, product);
    }
    for (int i = 0; i < rows * columns; i++) {
      c[offsetC + i] = beta == 0 ? product.data[i] : product.data[i] + beta * c[offsetC + i];
    }
  }

  private static DMatrixRMaj matrix(double[] data, int offset, int rows, int columns) {
    double[] own = offset == 0 ? data : Arrays.copyOfRange(data, offset, offset + rows * columns);
    return DMatrixRMaj.wrap(rows, columns, own);
  }
}
