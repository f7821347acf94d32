package io.rappel.trainer.gate.metric;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What one would predict without looking at a row: the distribution of the training labels, or
 * their mean. A challenger has to be better than that.
 */
public final class TrivialPrediction implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] prediction;
  private final int mostFrequent;

  private TrivialPrediction(double[] prediction, int mostFrequent) {
    this.prediction = prediction;
    this.mostFrequent = mostFrequent;
  }

  /**
   * The distribution of classes.
   *
   * @param weights summed weight, or number, of the training rows of each class
   * @throws IllegalArgumentException if none is above 0, or one is negative
   */
  public static TrivialPrediction ofClasses(double[] weights) {
    double total = 0;
    int most = 0;
    for (int c = 0; c < weights.length; c++) {
      if (!(weights[c] >= 0)) {
        throw new IllegalArgumentException("class %d has the weight %s".formatted(c, weights[c]));
      }
      total += weights[c];
      most = weights[c] > weights[most] ? c : most;
    }
    if (!(total > 0)) {
      throw new IllegalArgumentException("no class has a weight");
    }
    double all = total;
    return new TrivialPrediction(Arrays.stream(weights).map(w -> w / all).toArray(), most);
  }

  /**
   * The mean of each label column.
   *
   * @param means weighted, over the training rows, in the label's units
   */
  public static TrivialPrediction ofValues(double[] means) {
    return new TrivialPrediction(means.clone(), -1);
  }

  double of(GateMetric metric, int actual) {
    return metric.ofRow(actual, prediction, mostFrequent);
  }

  double of(GateMetric metric, double[] actual) {
    return metric.ofRow(actual, prediction);
  }
}
