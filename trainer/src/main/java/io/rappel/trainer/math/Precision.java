package io.rappel.trainer.math;

import java.util.Locale;

/**
 * The floating-point format in which units of work compute, and first-order optimizers move
 * parameters. Sums of more than a few units, and L-BFGS, are always float64.
 */
public enum Precision {
  FLOAT32,
  FLOAT64;

  /** Bytes of one number. */
  public int bytes() {
    return this == FLOAT32 ? Float.BYTES : Double.BYTES;
  }

  /**
   * The largest magnitude of a number that enters a network. Sums of such numbers times weights
   * stay far below the largest of the format, and the squares of those below that of float64, so
   * that nothing overflows on the way through the layers and losses.
   */
  public double largestInput() {
    return this == FLOAT32 ? 0x1p64 : 0x1p256;
  }

  /** The nearest numbers of this format, in a new array. */
  public double[] round(double[] numbers) {
    double[] rounded = numbers.clone();
    if (this == FLOAT32) {
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (float) rounded[i];
      }
    }
    return rounded;
  }

  /** The name on the command line and in files, such as {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
