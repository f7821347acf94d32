/**
 * Multiplication of matrices ({@link io.rappel.trainer.math.blas.Multiply64}), by EJML or by
 * netlib's interface to a library of the system or to the bundled OpenBLAS, and what an {@link
 * io.rappel.trainer.math.blas.Arithmetic} computes, as a fingerprint.
 */
package io.rappel.trainer.math.blas;
