package io.rappel.trainer.objective.sum;

/**
 * Magnitudes as the bits of their floating-point numbers, which compare as they do, with NaN above
 * all. Maxima of integers are found faster than those of floating-point numbers.
 */
final class Magnitude {

  private Magnitude() {}

  /** The bits of |x|. */
  static long bits(double x) {
    return Double.doubleToRawLongBits(x) & Long.MAX_VALUE;
  }

  /** The bits of |x|. */
  static int bits(float x) {
    return Float.floatToRawIntBits(x) & Integer.MAX_VALUE;
  }

  /** The float64 that has these bits. */
  static double value(long bits) {
    return Double.longBitsToDouble(bits);
  }

  /** The float32 that has these bits. */
  static float value(int bits) {
    return Float.intBitsToFloat(bits);
  }
}
