package io.rappel.trainer.gate.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * One minus the area under the ROC curve: the share of pairs of a positive and a negative that are
 * in the wrong order, ties counting half.
 */
final class RankLoss implements LossFunction {

  private final boolean[] positives;
  private final int[] order;
  private final int[] groupEnd;

  /**
   * @param scores of the rows
   * @param positives whether a row is of the second class
   */
  RankLoss(double[] scores, boolean[] positives) {
    this.positives = positives;
    order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> scores[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    groupEnd = new int[scores.length];
    int end = scores.length;
    for (int k = scores.length - 1; k >= 0; k--) {
      if (k + 1 < scores.length && scores[order[k]] != scores[order[k + 1]]) {
        end = k + 1;
      }
      groupEnd[k] = end;
    }
  }

  @Override
  public double of(double[] weights) {
    double wrong = 0;
    double positive = 0;
    double negative = 0;
    int from = 0;
    while (from < order.length) {
      int to = groupEnd[from];
      double positiveHere = 0;
      double negativeHere = 0;
      for (int k = from; k < to; k++) {
        double weight = weights[order[k]];
        positiveHere += positives[order[k]] ? weight : 0;
        negativeHere += positives[order[k]] ? 0 : weight;
      }
      wrong += negativeHere * (positive + positiveHere / 2);
      positive += positiveHere;
      negative += negativeHere;
      from = to;
    }
    return wrong / (positive * negative);
  }

  /** The structural components of DeLong, DeLong and Clarke-Pearson (1988). */
  @Override
  public double[] influence(double[] weights) {
    double loss = of(weights);
    double allPositive = total(weights, true);
    double allNegative = total(weights, false);
    double[] influence = new double[order.length];
    if (!(allPositive > 0 && allNegative > 0)) {
      return influence;
    }
    double positive = 0;
    double negative = 0;
    int from = 0;
    while (from < order.length) {
      int to = groupEnd[from];
      double positiveHere = 0;
      double negativeHere = 0;
      for (int k = from; k < to; k++) {
        positiveHere += positives[order[k]] ? weights[order[k]] : 0;
        negativeHere += positives[order[k]] ? 0 : weights[order[k]];
      }
      double negativeAbove = allNegative - negative - negativeHere / 2;
      double positiveBelow = positive + positiveHere / 2;
      for (int k = from; k < to; k++) {
        int row = order[k];
        influence[row] =
            positives[row]
                ? weights[row] / allPositive * (negativeAbove / allNegative - loss)
                : weights[row] / allNegative * (positiveBelow / allPositive - loss);
      }
      positive += positiveHere;
      negative += negativeHere;
      from = to;
    }
    return influence;
  }

  private double total(double[] weights, boolean ofPositives) {
    return Arrays.stream(order)
        .filter(row -> positives[row] == ofPositives)
        .mapToDouble(row -> weights[row])
        .sum();
  }
}
