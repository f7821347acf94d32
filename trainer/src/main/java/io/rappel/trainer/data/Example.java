package io.rappel.trainer.data;

import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;

/**
 * One row: features, targets and a weight. Immutable; the arrays must not be changed afterwards.
 */
public final class Example implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Vector features;
  private final double[] targets;
  private final double weight;

  /**
   * @param features dense or sparse, length: number of features
   * @param targets the index of the class, alone, or the values of a regression
   * @param weight how much the example counts; not negative
   */
  public Example(Vector features, double[] targets, double weight) {
    this.features = features;
    this.targets = targets;
    this.weight = weight;
  }

  public Vector features() {
    return features;
  }

  public double[] targets() {
    return targets;
  }

  public double weight() {
    return weight;
  }
}
