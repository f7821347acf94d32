package rappel.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.param.shared.HasWeightCol;

/**
 * The parameters of a training: under MLlib's names where it has them, and else under those of the
 * options of {@code rappel train}, whose defaults they have. What is unset is chosen by the data.
 */
public interface RappelParams extends HasWeightCol {

  /** The parameters as objects; for the classes of this package. */
  ParamSet paramSet();

  /** Spark's own way of telling the parameter, which is there already. */
  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> param) {}

  /**
   * Columns to learn from, of numbers, text, booleans, dates, vectors or arrays, instead of
   * featuresCol.
   */
  default StringArrayParam featuresCols() {
    return paramSet().featuresCols;
  }

  /** The value of {@link #featuresCols}, or its default. */
  default String[] getFeaturesCols() {
    return getOrDefault(featuresCols());
  }

  /** The column that says how much each row counts; unset: all count alike. */
  @Override
  default Param<String> weightCol() {
    return paramSet().weightCol;
  }

  /** A boolean column that is true in rows to validate on; unset: a share of the rows. */
  default Param<String> validationIndicatorCol() {
    return paramSet().validationIndicatorCol;
  }

  /** The value of {@link #validationIndicatorCol}, or its default. */
  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /**
   * Inputs, units of each hidden layer and outputs, as MLlib's perceptron counts them; they are
   * checked against the data.
   */
  default IntArrayParam layers() {
    return paramSet().layers;
  }

  /** The value of {@link #layers}, or its default. */
  default int[] getLayers() {
    return getOrDefault(layers());
  }

  /**
   * Units of each hidden layer; empty: a linear, logistic or softmax model; unset: by the number of
   * rows.
   */
  default IntArrayParam hidden() {
    return paramSet().hidden;
  }

  /** The value of {@link #hidden}, or its default. */
  default int[] getHidden() {
    return getOrDefault(hidden());
  }

  /**
   * Activation of the hidden layers: relu, leaky-relu, elu, gelu, silu, tanh, sigmoid, softplus or
   * identity.
   */
  default Param<String> activation() {
    return paramSet().activation;
  }

  /** The value of {@link #activation}, or its default. */
  default String getActivation() {
    return getOrDefault(activation());
  }

  /** Activation of the output layer; auto: as the loss needs it. */
  default Param<String> outputActivation() {
    return paramSet().outputActivation;
  }

  /** The value of {@link #outputActivation}, or its default. */
  default String getOutputActivation() {
    return getOrDefault(outputActivation());
  }

  /** Whether layers have biases. */
  default BooleanParam bias() {
    return paramSet().bias;
  }

  /** The value of {@link #bias}, or its default. */
  default boolean getBias() {
    return (boolean) getOrDefault(bias());
  }

  /** Probability with which a hidden unit is dropped for a row in a step of the training. */
  default DoubleParam dropout() {
    return paramSet().dropout;
  }

  /** The value of {@link #dropout}, or its default. */
  default double getDropout() {
    return (double) getOrDefault(dropout());
  }

  /** How weights begin: auto, xavier, he, lecun, normal:SD, uniform:R or zeros. */
  default Param<String> init() {
    return paramSet().init;
  }

  /** The value of {@link #init}, or its default. */
  default String getInit() {
    return getOrDefault(init());
  }

  /**
   * The weights to begin with, layer by layer, inputs before biases, as MLlib's perceptron has
   * them.
   */
  default Param<Vector> initialWeights() {
    return paramSet().initialWeights;
  }

  /** The value of {@link #initialWeights}, or its default. */
  default Vector getInitialWeights() {
    return getOrDefault(initialWeights());
  }

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

  /**
   * What numbers become beside themselves: none, hat or thermometer, with :BINS; auto: none for
   * vectors, else hat.
   */
  default Param<String> encoding() {
    return paramSet().encoding;
  }

  /** The value of {@link #encoding}, or its default. */
  default String getEncoding() {
    return getOrDefault(encoding());
  }

  /** Of features: standard, robust, min-max or none. */
  default Param<String> scaling() {
    return paramSet().scaling;
  }

  /** The value of {@link #scaling}, or its default. */
  default String getScaling() {
    return getOrDefault(scaling());
  }

  /** Inputs of a category, the most frequent levels first; all others share one. */
  default IntParam maxLevels() {
    return paramSet().maxLevels;
  }

  /** The value of {@link #maxLevels}, or its default. */
  default int getMaxLevels() {
    return (int) getOrDefault(maxLevels());
  }

  /** Columns among featuresCols whose numbers are codes. */
  default StringArrayParam categories() {
    return paramSet().categories;
  }

  /** The value of {@link #categories}, or its default. */
  default String[] getCategories() {
    return getOrDefault(categories());
  }

  /** Texts that stand for a missing cell, beside blank ones. */
  default StringArrayParam missing() {
    return paramSet().missing;
  }

  /** The value of {@link #missing}, or its default. */
  default String[] getMissing() {
    return getOrDefault(missing());
  }

  /** How dates in text are written, where not as 2026-01-31 or 2026-01-31 18:30. */
  default Param<String> dateFormat() {
    return paramSet().dateFormat;
  }

  /** The value of {@link #dateFormat}, or its default. */
  default String getDateFormat() {
    return getOrDefault(dateFormat());
  }

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

  /** How often each row is used at the most. */
  default IntParam maxIter() {
    return paramSet().maxIter;
  }

  /** The value of {@link #maxIter}, or its default. */
  default int getMaxIter() {
    return (int) getOrDefault(maxIter());
  }

  /** How many updates at the most; 0: no limit. */
  default LongParam maxSteps() {
    return paramSet().maxSteps;
  }

  /** The value of {@link #maxSteps}, or its default. */
  default long getMaxSteps() {
    return (long) getOrDefault(maxSteps());
  }

  /** Stops when the objective's relative change from epoch to epoch is at most this; 0: never. */
  default DoubleParam tol() {
    return paramSet().tol;
  }

  /** The value of {@link #tol}, or its default. */
  default double getTol() {
    return (double) getOrDefault(tol());
  }

  /** Stops after so many epochs without a better validation loss; 0: never. */
  default IntParam patience() {
    return paramSet().patience;
  }

  /** The value of {@link #patience}, or its default. */
  default int getPatience() {
    return (int) getOrDefault(patience());
  }

  /** Parameters that are the result: best or last. */
  default Param<String> keep() {
    return paramSet().keep;
  }

  /** The value of {@link #keep}, or its default. */
  default String getKeep() {
    return getOrDefault(keep());
  }

  /** Share of the rows that is held out, by their content, to validate on; 0: none. */
  default DoubleParam validationFraction() {
    return paramSet().validationFraction;
  }

  /** The value of {@link #validationFraction}, or its default. */
  default double getValidationFraction() {
    return (double) getOrDefault(validationFraction());
  }

  /** Arithmetic of the gradients: float32 or float64. */
  default Param<String> precision() {
    return paramSet().precision;
  }

  /** The value of {@link #precision}, or its default. */
  default String getPrecision() {
    return getOrDefault(precision());
  }

  /** Who multiplies: native, java or ejml; auto: the fastest to be had. */
  default Param<String> blas() {
    return paramSet().blas;
  }

  /** The value of {@link #blas}, or its default. */
  default String getBlas() {
    return getOrDefault(blas());
  }

  /** Whether the driver's own threads do the work of Spark's tasks: auto, never or always. */
  default Param<String> localPath() {
    return paramSet().localPath;
  }

  /** The value of {@link #localPath}, or its default. */
  default String getLocalPath() {
    return getOrDefault(localPath());
  }

  /** Partitions of the packed rows; unset: as many as Spark has cores. */
  default IntParam partitions() {
    return paramSet().partitions;
  }

  /** The value of {@link #partitions}, or its default. */
  default int getPartitions() {
    return (int) getOrDefault(partitions());
  }

  /** A folder for checkpoints after each epoch, from which the same fit goes on; unset: none. */
  default Param<String> checkpointDir() {
    return paramSet().checkpointDir;
  }

  /** The value of {@link #checkpointDir}, or its default. */
  default String getCheckpointDir() {
    return getOrDefault(checkpointDir());
  }

  /**
   * Rows of a block, never of a batch; taken for the sake of MLlib's scripts, as blocks are sized
   * by the data.
   */
  default IntParam blockSize() {
    return paramSet().blockSize;
  }

  /** The value of {@link #blockSize}, or its default. */
  default int getBlockSize() {
    return (int) getOrDefault(blockSize());
  }
}
