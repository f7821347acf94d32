package rappel.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/** How it is minimised. */
public interface DescentParams extends StageParams {

  /** The update rule under the name that MLlib has for it: l-bfgs, gd or another optimizer. */
  default Param<String> solver() {
    return paramSet().solver;
  }

  /** The value of {@link #solver}, or its default. */
  default String getSolver() {
    return getOrDefault(solver());
  }

  /**
   * The update rule: gd, momentum, nesterov, adagrad, rmsprop, adam, adamw or lbfgs; auto: the
   * default recipe.
   */
  default Param<String> optimizer() {
    return paramSet().optimizer;
  }

  /** The value of {@link #optimizer}, or its default. */
  default String getOptimizer() {
    return getOrDefault(optimizer());
  }

  /** The length of a step under the name that MLlib has for it. */
  default DoubleParam stepSize() {
    return paramSet().stepSize;
  }

  /** The value of {@link #stepSize}, or its default. */
  default double getStepSize() {
    return (double) getOrDefault(stepSize());
  }

  /** The length of a step; unset: the optimizer's own. */
  default DoubleParam learningRate() {
    return paramSet().learningRate;
  }

  /** The value of {@link #learningRate}, or its default. */
  default double getLearningRate() {
    return (double) getOrDefault(learningRate());
  }

  /** How the learning rate changes: constant, inverse, step, exponential, cosine or plateau. */
  default Param<String> schedule() {
    return paramSet().schedule;
  }

  /** The value of {@link #schedule}, or its default. */
  default String getSchedule() {
    return getOrDefault(schedule());
  }

  /** Steps over which the learning rate rises to its own. */
  default LongParam warmup() {
    return paramSet().warmup;
  }

  /** The value of {@link #warmup}, or its default. */
  default long getWarmup() {
    return (long) getOrDefault(warmup());
  }

  /** Of adamw: shrinks weights apart from the gradient. */
  default DoubleParam weightDecay() {
    return paramSet().weightDecay;
  }

  /** The value of {@link #weightDecay}, or its default. */
  default double getWeightDecay() {
    return (double) getOrDefault(weightDecay());
  }

  /** Scales a gradient down whose norm is above this; 0: no. */
  default DoubleParam clipNorm() {
    return paramSet().clipNorm;
  }

  /** The value of {@link #clipNorm}, or its default. */
  default double getClipNorm() {
    return (double) getOrDefault(clipNorm());
  }

  /** Cuts the entries of a gradient to this range on both sides of 0; 0: no. */
  default DoubleParam clipValue() {
    return paramSet().clipValue;
  }

  /** The value of {@link #clipValue}, or its default. */
  default double getClipValue() {
    return (double) getOrDefault(clipValue());
  }

  /** Rows of a step: full, a number, or a share such as 5%. */
  default Param<String> batch() {
    return paramSet().batch;
  }

  /** The value of {@link #batch}, or its default. */
  default String getBatch() {
    return getOrDefault(batch());
  }

  /** How the rows of mini-batches are chosen: shuffle, bernoulli or fixed. */
  default Param<String> sampling() {
    return paramSet().sampling;
  }

  /** The value of {@link #sampling}, or its default. */
  default String getSampling() {
    return getOrDefault(sampling());
  }

  /** Of initial weights, the order of rows and every other draw. */
  default LongParam seed() {
    return paramSet().seed;
  }

  /** The value of {@link #seed}, or its default. */
  default long getSeed() {
    return (long) getOrDefault(seed());
  }
}
