package io.rappel.trainer.objective.score;

import io.rappel.trainer.math.exact.ExactSum;
import io.rappel.trainer.metrics.ClassificationSums;
import io.rappel.trainer.metrics.MetricSums;
import io.rappel.trainer.metrics.RegressionSums;
import io.rappel.trainer.metrics.ScoreCurves;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loss and metrics of rows, as sums that are exact in any order. */
public final class ScoreSum implements Serializable {

  private static final long serialVersionUID = 1L;

  private final OutputDecoder decoder;
  private final MetricSums metrics;
  private final ExactSum loss = new ExactSum();
  private final ExactSum weight = new ExactSum();
  private final int sampleRows;
  private final int trainingRows;
  private final RowSample sample;
  private long rowsOverflowed;

  public ScoreSum(ScoreSpec spec) {
    decoder = spec.decoder();
    metrics = spec.newMetrics();
    sampleRows = spec.sampleRows();
    trainingRows = spec.trainingRows();
    sample = new RowSample(decoder.classes() > 0 ? 0 : decoder.width());
  }

  /** How many of a shard's training rows are wanted. */
  public int wantedOf(int trainRows) {
    return trainingRows == 0 ? trainRows : Math.min(trainingRows, trainRows);
  }

  public void addLoss(double sum) {
    loss.add(sum);
  }

  /** Adds a row: the class index or scaled targets, and the network's outputs. */
  public void addRow(double[] target, double[] outputs, double rowWeight) {
    weight.add(rowWeight);
    double[] decoded = decoder.decode(outputs);
    rowsOverflowed += OutputDecoder.isFinite(decoded) ? 0 : 1;
    if (decoder.classes() > 0) {
      ((ClassificationSums) metrics)
          .add((int) target[0], decoded, decoder.predictedClass(outputs), rowWeight);
    } else {
      ((RegressionSums) metrics).add(decoder.unscale(target), decoded, rowWeight);
    }
  }

  /**
   * Keeps a row for the sample, if it is among the first of its shard's range.
   *
   * @param row in the shard
   * @param place in the range
   */
  public void addToSample(int shard, int row, int place, double[] target, double[] outputs) {
    if (place < sampleRows) {
      sample.add(shard, row, decoder.unscale(target), decoder.decode(outputs));
    }
  }

  /** Adds other scores; exact, in any order. */
  public ScoreSum merge(ScoreSum other) {
    metrics.merge(other.metrics);
    loss.merge(other.loss);
    weight.merge(other.weight);
    sample.merge(other.sample);
    rowsOverflowed += other.rowsOverflowed;
    return this;
  }

  /** The weighted mean loss of the examples. */
  public double meanLoss() {
    return loss.value() / weight.value();
  }

  /**
   * Whether loss and predictions are numbers, which those of weights that are too large are not.
   */
  public boolean isFinite() {
    return rowsOverflowed == 0 && Double.isFinite(meanLoss());
  }

  /** How many rows have a prediction that is no finite number. */
  public long rowsOverflowed() {
    return rowsOverflowed;
  }

  /** The rows that were kept, in the order of their shards. */
  public RowSample sample() {
    return sample.sorted();
  }

  /** What the probabilities of classes are worth. */
  public ScoreCurves curves() {
    return metrics.curves();
  }

  /**
   * The metrics by name, as in {@code metrics.json}, with the loss, and the decoder's threshold if
   * it has one.
   *
   * @param labels names of classes or label columns
   */
  public Map<String, Object> toMap(List<String> labels) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("loss", meanLoss());
    decoder.threshold().ifPresent(threshold -> map.put("threshold", threshold));
    map.putAll(metrics.toMap(labels));
    return map;
  }
}
