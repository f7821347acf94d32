package io.rappel.trainer.math.blas;

/**
 * Multiplication of dense row-major float64 matrices that lie in larger arrays. The float32 twin is
 * generated at build. Implementations are safe for use by many threads at once and use no thread of
 * their own.
 */
public interface Multiply64 {

  /**
   * C ← op(A) · op(B) + β C, with op(A) of shape [rows × inner], op(B) of [inner × columns], C of
   * [rows × columns].
   *
   * @param transposeA whether A is stored as [inner × rows] and op transposes it
   * @param transposeB whether B is stored as [columns × inner] and op transposes it
   * @param rows rows of C; may be 0
   * @param columns columns of C
   * @param inner the summed dimension; may be 0
   * @param a the array in which A begins at {@code offsetA}
   * @param b the array in which B begins at {@code offsetB}
   * @param beta 0 to overwrite C (whatever it holds), 1 to add to it
   * @param c the array in which C begins at {@code offsetC}; modified
   */
  void multiply(
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
      int offsetC);
}
