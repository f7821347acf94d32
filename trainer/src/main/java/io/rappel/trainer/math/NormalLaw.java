package io.rappel.trainer.math;

/** The standard normal distribution. */
public final class NormalLaw {

  private static final double ROOT_OF_TWO_PI = 2.506628274631000502;
  private static final double FARTHEST = 37;
  private static final int STEPS = 60;

  private NormalLaw() {}

  /** Φ(z), the probability below z. */
  public static double cumulative(double z) {
    double tail = GaussianTail.tail(Math.abs(z));
    return z > 0 ? 1 - tail : tail;
  }

  /**
   * Φ⁻¹(p), by halving and Newton's steps.
   *
   * @param p from 0 to 1; ±37 stands for what is beyond it
   */
  public static double quantile(double p) {
    if (p > 0.5) {
      return -quantile(1 - p);
    }
    double low = -FARTHEST;
    double high = 0;
    double z = -1;
    for (int step = 0; step < STEPS; step++) {
      double excess = cumulative(z) - p;
      low = excess > 0 ? low : z;
      high = excess > 0 ? z : high;
      double newton = z - excess * ROOT_OF_TWO_PI * StrictMath.exp(z * z / 2);
      double next = newton > low && newton < high ? newton : (low + high) / 2;
      if (next == z) {
        return z;
      }
      z = next;
    }
    return z;
  }
}
