package io.rappel.trainer.metrics;

/**
 * The area under the ROC curve: the share of pairs of a positive and a negative in which the
 * positive has the higher score, where ties count half and a pair weighs the product of its weights
 * (Mann and Whitney 1947).
 */
final class RocArea implements ScoreGroups {

  private double pairs;
  private double positives;
  private double negatives;

  @Override
  public void add(double score, double positive, double negative) {
    pairs += positive * (negatives + negative / 2);
    positives += positive;
    negatives += negative;
  }

  Double value() {
    return MetricSums.ratio(pairs, positives * negatives);
  }
}
