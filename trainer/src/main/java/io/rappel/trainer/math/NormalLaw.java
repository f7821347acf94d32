package io.rappel.trainer.math;

/** The standard normal distribution. */
public final class NormalLaw {

  private static final double FARTHEST = 37;
  private static final int HALVINGS = 64;

  private NormalLaw() {}

  /** Φ(z), the probability below z. */
  public static double cumulative(double z) {
    double tail = GaussianTail.tail(Math.abs(z));
    return z > 0 ? 1 - tail : tail;
  }

  /**
   * Φ⁻¹(p), by halving an interval.
   *
   * @param p from 0 to 1; ±37 stands for what is beyond it
   */
  public static double quantile(double p) {
    if (p > 0.5) {
      return -quantile(1 - p);
    }
    double low = -FARTHEST;
    double high = 0;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      if (cumulative(middle) > p) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
