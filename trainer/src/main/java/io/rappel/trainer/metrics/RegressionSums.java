package io.rappel.trainer.metrics;

import io.rappel.trainer.math.exact.ExactSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of predicted values, in the label's units: root mean squared error, mean absolute error
 * and the coefficient of determination R². With several outputs, the errors are means over all
 * entries and R² is the mean over outputs.
 */
public final class RegressionSums extends MetricSums {

  private static final long serialVersionUID = 1L;

  private final OutputSums[] outputs;
  private final ExactSum weight = new ExactSum();
  private long rows;

  /**
   * @param outputs values of a row
   */
  public RegressionSums(int outputs) {
    if (outputs < 1) {
      throw new IllegalArgumentException("a regression has at least one output, not " + outputs);
    }
    this.outputs = new OutputSums[outputs];
    Arrays.setAll(this.outputs, output -> new OutputSums());
  }

  /**
   * Adds a row.
   *
   * @param target y, [outputs]
   * @param prediction [outputs]
   */
  public void add(double[] target, double[] prediction, double rowWeight) {
    if (target.length != outputs.length || prediction.length != outputs.length) {
      throw new IllegalArgumentException(
          "a row has %d outputs, not %d targets and %d predictions"
              .formatted(outputs.length, target.length, prediction.length));
    }
    for (int output = 0; output < outputs.length; output++) {
      outputs[output].add(target[output], prediction[output], rowWeight);
    }
    weight.add(rowWeight);
    rows++;
  }

  @Override
  public void merge(MetricSums other) {
    if (!(other instanceof RegressionSums sums) || sums.outputs.length != outputs.length) {
      throw new IllegalArgumentException("only sums of as many outputs can be merged");
    }
    for (int output = 0; output < outputs.length; output++) {
      outputs[output].merge(sums.outputs[output]);
    }
    weight.merge(sums.weight);
    rows += sums.rows;
  }

  @Override
  public Map<String, Object> toMap(List<String> labels) {
    checkLabels(labels, outputs.length);
    List<Map<String, Object>> scores = new ArrayList<>();
    for (OutputSums output : outputs) {
      scores.add(scores(List.of(output)));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", rows);
    map.putAll(scores(List.of(outputs)));
    if (outputs.length > 1) {
      Map<String, Object> each = new LinkedHashMap<>();
      for (int output = 0; output < outputs.length; output++) {
        each.put(labels.get(output), scores.get(output));
      }
      map.put("per_output", each);
    }
    return map;
  }

  private Map<String, Object> scores(List<OutputSums> chosen) {
    double total = weight.value();
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("rmse", orNull(rootMeanSquare(chosen, total)));
    scores.put("mae", ratio(mean(chosen, OutputSums::absoluteError), total));
    scores.put("r2", rows < 2 ? null : orNull(mean(chosen, output -> output.r2(weight))));
    return scores;
  }

  private static double rootMeanSquare(List<OutputSums> chosen, double total) {
    return chosen.stream().allMatch(OutputSums::isSmall)
        ? rootMeanSquare(chosen.stream().map(OutputSums::enlarged).toList(), total)
            / OutputSums.ENLARGED
        : Math.sqrt(mean(chosen, OutputSums::squaredError) / total);
  }

  private static double mean(List<OutputSums> chosen, ToDoubleFunction<OutputSums> value) {
    double sum = 0;
    for (OutputSums output : chosen) {
      sum += value.applyAsDouble(output);
    }
    return sum / chosen.size();
  }
}
