package io.rappel.trainer.gate.metric;

/** The weighted mean of the rows' losses, or its root. */
record MeanLoss(double[] losses, boolean root) implements LossFunction {

  @Override
  public double of(double[] weights) {
    double mean = mean(weights);
    return root ? Math.sqrt(mean) : mean;
  }

  private double mean(double[] weights) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < losses.length; i++) {
      sum += weights[i] * losses[i];
      total += weights[i];
    }
    return sum / total;
  }

  @Override
  public double[] influence(double[] weights) {
    double mean = mean(weights);
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    // d √m = dm / (2 √m)
    double scale = root ? 2 * Math.sqrt(mean) * total : total;
    double[] influence = new double[losses.length];
    for (int i = 0; i < influence.length; i++) {
      influence[i] = scale > 0 ? weights[i] * (losses[i] - mean) / scale : 0;
    }
    return influence;
  }
}
