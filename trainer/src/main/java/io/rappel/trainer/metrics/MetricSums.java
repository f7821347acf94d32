package io.rappel.trainer.metrics;

import io.rappel.trainer.math.exact.ExactSum;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What metrics need to know of the rows seen so far. Not safe for use by several threads. */
public abstract class MetricSums implements Serializable {

  private static final long serialVersionUID = 1L;

  MetricSums() {}

  /**
   * Adds the rows that another has seen, which is not modified.
   *
   * @throws IllegalArgumentException where the other is of another kind or size
   */
  public abstract void merge(MetricSums other);

  /**
   * The metrics by name: numbers, lists and maps as JSON has them; null where a metric is
   * undefined.
   *
   * @param labels class labels as text, or names of the label columns
   */
  public abstract Map<String, Object> toMap(List<String> labels);

  /** What the probabilities are worth; empty for values, and where it was not asked for. */
  public ScoreCurves curves() {
    return ScoreCurves.NONE;
  }

  /** Every class of which sums consist, for serializers that want to know them beforehand. */
  public static List<Class<?>> serializedClasses() {
    return List.of(
        ClassificationSums.class,
        RegressionSums.class,
        CellSums.class,
        SortedScores.class,
        BinnedScores.class,
        OutputSums.class,
        OutputSums[].class,
        ExactSum.class,
        HashMap.class,
        boolean[].class,
        double[].class,
        long[].class);
  }

  /** A quotient of sums, or null where it is no number. */
  static Double ratio(double numerator, double denominator) {
    return orNull(numerator / denominator);
  }

  /** JSON knows no NaN and no infinity. */
  static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  static void checkLabels(List<String> labels, int expected) {
    if (labels.size() != expected) {
      throw new IllegalArgumentException(
          "there are %d labels, not %d".formatted(expected, labels.size()));
    }
  }
}
