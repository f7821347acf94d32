package rappel.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/** What is minimised. */
public interface ObjectiveParams extends StageParams {

  /**
   * What is minimised: cross-entropy, logistic, squared, half-squared, absolute, huber, hinge,
   * squared-hinge or poisson; auto: by the label.
   */
  default Param<String> loss() {
    return paramSet().loss;
  }

  /** The value of {@link #loss}, or its default. */
  default String getLoss() {
    return getOrDefault(loss());
  }

  /** Adds l2/2 times the sum of all squared weights, biases excepted. */
  default DoubleParam l2() {
    return paramSet().l2;
  }

  /** The value of {@link #l2}, or its default. */
  default double getL2() {
    return (double) getOrDefault(l2());
  }

  /** Adds l1 times the sum of the weights' magnitudes, biases excepted. */
  default DoubleParam l1() {
    return paramSet().l1;
  }

  /** The value of {@link #l1}, or its default. */
  default double getL1() {
    return (double) getOrDefault(l1());
  }

  /** How much the rows of a class count in training: none, balanced, or LABEL:WEIGHT,.... */
  default Param<String> classWeight() {
    return paramSet().classWeight;
  }

  /** The value of {@link #classWeight}, or its default. */
  default String getClassWeight() {
    return getOrDefault(classWeight());
  }
}
