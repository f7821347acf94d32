package io.rappel.trainer.gate.metric;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.metrics.ClassificationSums;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * By what models are compared. Each metric has a loss, which is 0 at best: log-loss, RMSE and MAE
 * are losses themselves, those of accuracy and of AUC are 1 minus it. Margins are shares of the
 * champion's loss, so 2 % of an accuracy of 0.9 are 0.002.
 */
public enum GateMetric {
  /** Mean of −log p of the actual class. */
  LOG_LOSS(Task.CLASSIFICATION),
  /** Share of the rows whose class was predicted. */
  ACCURACY(Task.CLASSIFICATION),
  /** Area under the ROC curve, of two classes. */
  AUC(Task.CLASSIFICATION),
  /** Root mean squared error, over all outputs. */
  RMSE(Task.REGRESSION),
  /** Mean absolute error, over all outputs. */
  MAE(Task.REGRESSION);

  private final Task task;

  GateMetric(Task task) {
    this.task = task;
  }

  /** The metric where none is asked for. */
  public static GateMetric of(Task task) {
    return task == Task.CLASSIFICATION ? LOG_LOSS : RMSE;
  }

  /**
   * The metric of a name such as {@code log-loss}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static GateMetric parse(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(values())
        .filter(metric -> metric.toString().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no metric of the gate, which are %s".formatted(name, names())));
  }

  private static String names() {
    return Arrays.stream(values()).map(GateMetric::toString).collect(Collectors.joining(", "));
  }

  /** What kind of labels it is for. */
  public Task task() {
    return task;
  }

  /** Whether a larger score is better. */
  public boolean isHigherBetter() {
    return this == ACCURACY || this == AUC;
  }

  /** The metric of a loss, such as the accuracy of a share of errors. */
  public double score(double loss) {
    return isHigherBetter() ? 1 - loss : loss;
  }

  /**
   * What a row contributes to a metric of classes: its loss, or for AUC the probability of the
   * second class.
   *
   * @param actual index of the row's class
   * @param probabilities [classes]
   */
  double ofRow(int actual, double[] probabilities, int predicted) {
    return switch (this) {
      case LOG_LOSS -> ClassificationSums.logLoss(probabilities[actual]);
      case ACCURACY -> actual == predicted ? 0 : 1;
      case AUC -> probabilities[1];
      default -> throw new IllegalStateException(this + " is no metric of classes");
    };
  }

  /** What a row contributes to a metric of values: the mean of its outputs' losses. */
  double ofRow(double[] actual, double[] predicted) {
    double sum = 0;
    for (int j = 0; j < actual.length; j++) {
      double error = actual[j] - predicted[j];
      sum +=
          switch (this) {
            case RMSE -> error * error;
            case MAE -> Math.abs(error);
            default -> throw new IllegalStateException(this + " is no metric of values");
          };
    }
    return sum / actual.length;
  }

  /** The name on the command line and in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
