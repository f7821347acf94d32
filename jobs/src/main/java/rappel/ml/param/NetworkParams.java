package rappel.ml.param;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** The network, and how its weights begin. */
public interface NetworkParams extends StageParams {

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

  /**
   * Networks that are trained one after another, each from a seed of its own, and averaged; unset:
   * by the number of rows.
   */
  default IntParam members() {
    return paramSet().members;
  }

  /** The value of {@link #members}, or its default. */
  default int getMembers() {
    return (int) getOrDefault(members());
  }

  /** How weights begin: auto, fan-in, xavier, he, lecun, normal:SD, uniform:R or zeros. */
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
}
