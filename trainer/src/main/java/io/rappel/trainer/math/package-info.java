/**
 * The arithmetic: multiplication of matrices ({@link io.rappel.trainer.math.Multiply64}, by netlib
 * or EJML), functions of elements ({@link io.rappel.trainer.math.Elementwise64}), rows of features,
 * dense or sparse ({@link io.rappel.trainer.math.rows.Rows64}), and the fingerprint of all that
 * ({@link io.rappel.trainer.math.Arithmetic}). Classes whose names end in 64 have a float32 twin
 * that is generated at build.
 */
package io.rappel.trainer.math;
