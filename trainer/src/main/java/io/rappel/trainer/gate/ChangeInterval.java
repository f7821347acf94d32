package io.rappel.trainer.gate;

import io.rappel.trainer.gate.metric.GateMetric;
import io.rappel.trainer.math.NormalLaw;
import java.util.Arrays;

/**
 * The interval of a relative change of loss, first / second − 1, by the bootstrap that corrects
 * bias and skewness (BCa: Efron 1987): losses have long tails, and an interval of plain percentiles
 * would let bad challengers pass too often.
 */
final class ChangeInterval {

  private ChangeInterval() {}

  /**
   * Compares two columns of resampled rows.
   *
   * @param confidence of the two-sided interval
   */
  static Comparison of(
      Resampling resampled, int first, int second, GateMetric metric, double confidence) {
    double a = resampled.loss(first);
    double b = resampled.loss(second);
    double change = change(a, b);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    double error = Double.POSITIVE_INFINITY;
    if (Double.isFinite(change)) {
      double[] u = influence(resampled, first, second, a, b);
      double squares = 0;
      double cubes = 0;
      for (double x : u) {
        squares += x * x;
        cubes += x * x * x;
      }
      error = Math.sqrt(squares);
      double acceleration = squares > 0 ? cubes / (6 * squares * error) : 0;
      double[] changes = changes(resampled, first, second);
      double bias = bias(changes, change);
      double tail = NormalLaw.quantile((1 - confidence) / 2);
      low = changes[place(corrected(bias, acceleration, tail), false)];
      high = changes[place(corrected(bias, acceleration, -tail), true)];
    }
    return new Comparison(
        resampled.rows(), metric.score(a), metric.score(b), change, low, high, confidence, error);
  }

  /** What is undefined counts against the first. */
  private static double change(double a, double b) {
    double ratio = a == b ? 1 : a / b;
    return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio - 1;
  }

  /** d (a / b) = (da − (a / b) db) / b. */
  private static double[] influence(
      Resampling resampled, int first, int second, double a, double b) {
    double[] u = resampled.influence(first);
    double[] v = resampled.influence(second);
    for (int i = 0; i < u.length; i++) {
      u[i] = b > 0 ? (u[i] - a / b * v[i]) / b : 0;
    }
    return u;
  }

  private static double[] changes(Resampling resampled, int first, int second) {
    double[] a = resampled.losses(first);
    double[] b = resampled.losses(second);
    double[] changes = new double[a.length];
    Arrays.setAll(changes, r -> change(a[r], b[r]));
    Arrays.sort(changes);
    return changes;
  }

  /** z₀ = Φ⁻¹ of the share of resamplings below the change, ties counting half. */
  private static double bias(double[] changes, double change) {
    double below = 0;
    for (double each : changes) {
      below += each < change ? 1 : each == change ? 0.5 : 0;
    }
    return NormalLaw.quantile((below + 0.5) / (changes.length + 1));
  }

  private static double corrected(double bias, double acceleration, double tail) {
    double shifted = bias + tail;
    double stretch = 1 - acceleration * shifted;
    return NormalLaw.cumulative(bias + shifted / Math.max(stretch, 0.1));
  }

  /** Of a quantile, rounded away from the middle. */
  private static int place(double share, boolean up) {
    double place = share * (Resampling.TIMES + 1) - 1;
    int index = (int) (up ? Math.ceil(place) : Math.floor(place));
    return Math.max(0, Math.min(Resampling.TIMES - 1, index));
  }
}
