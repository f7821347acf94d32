package io.rappel.trainer.objective;

import io.rappel.trainer.math.ExactSum;
import io.rappel.trainer.metrics.ClassificationSums;
import io.rappel.trainer.metrics.MetricSums;
import io.rappel.trainer.metrics.RegressionSums;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loss and metrics of rows, as sums that are exact in any order. */
public final class ScoreSum {

  private final OutputDecoder decoder;
  private final MetricSums metrics;
  private final ExactSum loss = new ExactSum();
  private final ExactSum weight = new ExactSum();

  public ScoreSum(ScoreSpec spec) {
    decoder = spec.decoder();
    metrics = spec.newMetrics();
  }

  void addLoss(double sum) {
    loss.add(sum);
  }

  /** Adds a row: the class index or scaled targets, and the network's outputs. */
  void addRow(double[] target, double[] outputs, double rowWeight) {
    weight.add(rowWeight);
    if (decoder.classes() > 0) {
      ((ClassificationSums) metrics)
          .add(
              (int) target[0], decoder.decode(outputs), decoder.predictedClass(outputs), rowWeight);
    } else {
      ((RegressionSums) metrics).add(decoder.unscale(target), decoder.decode(outputs), rowWeight);
    }
  }

  /** Adds other scores; exact, in any order. */
  public ScoreSum merge(ScoreSum other) {
    metrics.merge(other.metrics);
    loss.merge(other.loss);
    weight.merge(other.weight);
    return this;
  }

  /** The weighted mean loss of the examples. */
  public double meanLoss() {
    return loss.value() / weight.value();
  }

  /**
   * The metrics by name, as in {@code metrics.json}, with the loss.
   *
   * @param labels names of classes or label columns
   */
  public Map<String, Object> toMap(List<String> labels) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("loss", meanLoss());
    map.putAll(metrics.toMap(labels));
    return map;
  }
}
