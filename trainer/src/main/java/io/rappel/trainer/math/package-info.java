/**
 * The arithmetic: functions of elements ({@link io.rappel.trainer.math.Elementwise64}), work on
 * vectors that is divided among threads ({@link io.rappel.trainer.math.Vectors64}), and numbers
 * that look random ({@link io.rappel.trainer.math.Mix}). Classes whose names end in 64 have a
 * float32 twin that is generated at build.
 */
package io.rappel.trainer.math;
