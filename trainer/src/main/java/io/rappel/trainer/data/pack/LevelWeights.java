package io.rappel.trainer.data.pack;

import java.io.Serializable;

/**
 * The summed weights of the rows to train on that have each level of each category. A mergeable sum
 * that is exact in any order: weights are rounded to a grid that the largest of them sets.
 */
public final class LevelWeights implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double rounder;
  private double[][] weights;

  /**
   * Of no rows.
   *
   * @param rows that there will be at the most
   * @param largestWeight of these
   */
  public LevelWeights(long rows, double largestWeight) {
    double sum = rows * largestWeight;
    rounder = sum > 0 ? Math.scalb(1.5, Math.max(-1000, Math.getExponent(sum)) + 3) : 0;
  }

  /**
   * Adds the rows to train on of a pack.
   *
   * @param levels how many each category has
   */
  public LevelWeights add(RowPack pack, int[] levels) {
    if (weights == null) {
      weights = new double[levels.length][];
      for (int c = 0; c < levels.length; c++) {
        weights[c] = new double[levels[c] + 1];
      }
    }
    for (int i = 0; i < pack.trainRows(); i++) {
      double weight = (pack.weight(i) + rounder) - rounder;
      for (int c = 0; c < levels.length; c++) {
        int code = pack.code(i, c);
        weights[c][code >= 0 ? code : levels[c]] += weight;
      }
    }
    return this;
  }

  /** Adds other sums, exactly. */
  public LevelWeights merge(LevelWeights other) {
    if (weights == null || other.weights == null) {
      weights = weights == null ? other.weights : weights;
      return this;
    }
    for (int c = 0; c < weights.length; c++) {
      for (int k = 0; k < weights[c].length; k++) {
        weights[c][k] += other.weights[c][k];
      }
    }
    return this;
  }

  /** The weight of the rows with a level. */
  public double of(int category, int code) {
    return weights[category][code];
  }

  /** The weight of the rows that have none. */
  public double missing(int category) {
    return weights[category][weights[category].length - 1];
  }
}
