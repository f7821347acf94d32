package rappel.ml.param;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** The parameters that estimators and their models have beside MLlib's own. */
public final class ParamSet implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The option of {@code train} that a parameter is, in the order in which they are told. */
  private final LinkedHashMap<String, Param<?>> options = new LinkedHashMap<>();

  private final String uid;

  final StringArrayParam featuresCols;
  final Param<String> weightCol;
  final Param<String> validationIndicatorCol;

  /** Of those who learn classes alone. */
  public final Param<String> predictedLabelCol;

  public final IntArrayParam layers;
  final IntArrayParam hidden;
  final Param<String> activation;
  final Param<String> outputActivation;
  final BooleanParam bias;
  final DoubleParam dropout;
  final IntParam members;
  final Param<String> init;
  final Param<Vector> initialWeights;
  final Param<String> loss;
  final DoubleParam l2;
  final DoubleParam l1;
  final Param<String> classWeight;
  final Param<String> encoding;
  final Param<String> scaling;
  final IntParam maxLevels;
  final StringArrayParam categories;
  final StringArrayParam missing;
  final Param<String> dateFormat;
  final Param<String> solver;
  final Param<String> optimizer;
  final DoubleParam stepSize;
  final DoubleParam learningRate;
  final Param<String> schedule;
  final LongParam warmup;
  final DoubleParam weightDecay;
  final DoubleParam clipNorm;
  final DoubleParam clipValue;
  final Param<String> batch;
  final Param<String> sampling;
  final LongParam seed;
  final IntParam maxIter;
  final LongParam maxSteps;
  final DoubleParam tol;
  final IntParam patience;
  final Param<String> keep;
  final DoubleParam validationFraction;
  final Param<String> precision;
  public final Param<String> blas;
  final Param<String> localPath;
  final IntParam partitions;
  final Param<String> checkpointDir;
  final IntParam blockSize;

  /**
   * @param owner of the parameters
   * @param pending its uid, which is taken
   */
  public ParamSet(Params owner, PendingUid pending) {
    featuresCols =
        new StringArrayParam(
            owner,
            "featuresCols",
            "columns to learn from, of numbers, text, booleans, dates, vectors or arrays, "
                + "instead of featuresCol");
    weightCol =
        SparkLine.text(
            owner,
            "weightCol",
            "the column that says how much each row counts; unset: all count alike");
    validationIndicatorCol =
        SparkLine.text(
            owner,
            "validationIndicatorCol",
            "a boolean column that is true in rows to validate on; unset: a share of the rows");
    predictedLabelCol =
        SparkLine.text(
            owner, "predictedLabelCol", "the column of the predicted class's text; unset: none");
    layers =
        new IntArrayParam(
            owner,
            "layers",
            "inputs, units of each hidden layer and outputs, as MLlib's perceptron counts "
                + "them; they are checked against the data");
    hidden =
        option(
            "--hidden",
            new IntArrayParam(
                owner,
                "hidden",
                "units of each hidden layer; empty: a linear, logistic or softmax model; unset: "
                    + "by the number of rows"));
    activation =
        option(
            "--activation",
            SparkLine.text(
                owner,
                "activation",
                "activation of the hidden layers: relu, leaky-relu, elu, gelu, silu, tanh, "
                    + "sigmoid, softplus or identity"));
    outputActivation =
        option(
            "--output-activation",
            SparkLine.text(
                owner,
                "outputActivation",
                "activation of the output layer; auto: as the loss needs it"));
    bias = new BooleanParam(owner, "bias", "whether layers have biases");
    dropout =
        option(
            "--dropout",
            new DoubleParam(
                owner,
                "dropout",
                "probability with which a hidden unit is dropped for a row in a step of the "
                    + "training"));
    members =
        option(
            "--members",
            new IntParam(
                owner,
                "members",
                "networks that are trained one after another, each from a seed of its own, and "
                    + "averaged; unset: by the number of rows"));
    init =
        option(
            "--init",
            SparkLine.text(
                owner,
                "init",
                "how weights begin: auto, fan-in, xavier, he, lecun, normal:SD, uniform:R or zeros"));
    initialWeights =
        SparkLine.vector(
            owner,
            "initialWeights",
            "the weights to begin with, layer by layer, inputs before biases, as MLlib's "
                + "perceptron has them");
    loss =
        option(
            "--loss",
            SparkLine.text(
                owner,
                "loss",
                "what is minimised: cross-entropy, logistic, squared, half-squared, absolute, "
                    + "huber, hinge, squared-hinge or poisson; auto: by the label"));
    l2 =
        option(
            "--l2",
            new DoubleParam(
                owner, "l2", "adds l2/2 times the sum of all squared weights, biases excepted"));
    l1 =
        option(
            "--l1",
            new DoubleParam(
                owner, "l1", "adds l1 times the sum of the weights' magnitudes, biases excepted"));
    classWeight =
        option(
            "--class-weight",
            SparkLine.text(
                owner,
                "classWeight",
                "how much the rows of a class count in training: none, balanced, or "
                    + "LABEL:WEIGHT,..."));
    encoding =
        option(
            "--encoding",
            SparkLine.text(
                owner,
                "encoding",
                "what numbers become beside themselves: none, hat or thermometer, with :BINS; "
                    + "auto: none for vectors, else hat"));
    scaling =
        option(
            "--scaling",
            SparkLine.text(
                owner, "scaling", "of features: auto, standard, robust, min-max or none"));
    maxLevels =
        option(
            "--max-levels",
            new IntParam(
                owner,
                "maxLevels",
                "inputs of a category, the most frequent levels first; all others share one"));
    categories =
        new StringArrayParam(
            owner, "categories", "columns among featuresCols whose numbers are codes");
    missing =
        new StringArrayParam(
            owner, "missing", "texts that stand for a missing cell, beside blank ones");
    dateFormat =
        SparkLine.text(
            owner,
            "dateFormat",
            "how dates in text are written, where not as 2026-01-31 or 2026-01-31 18:30");
    solver =
        SparkLine.text(
            owner,
            "solver",
            "the update rule under the name that MLlib has for it: l-bfgs, gd or another "
                + "optimizer");
    optimizer =
        option(
            "--optimizer",
            SparkLine.text(
                owner,
                "optimizer",
                "the update rule: gd, momentum, nesterov, adagrad, rmsprop, adam, adamw or lbfgs;"
                    + " auto: the default recipe"));
    stepSize =
        new DoubleParam(
            owner, "stepSize", "the length of a step under the name that MLlib has for it");
    learningRate =
        option(
            "--learning-rate",
            new DoubleParam(
                owner, "learningRate", "the length of a step; unset: the optimizer's own"));
    schedule =
        option(
            "--schedule",
            SparkLine.text(
                owner,
                "schedule",
                "how the learning rate changes: constant, inverse, step, exponential, cosine or "
                    + "plateau"));
    warmup =
        option(
            "--warmup",
            new LongParam(owner, "warmup", "steps over which the learning rate rises to its own"));
    weightDecay =
        option(
            "--weight-decay",
            new DoubleParam(
                owner, "weightDecay", "of adamw: shrinks weights apart from the gradient"));
    clipNorm =
        option(
            "--clip-norm",
            new DoubleParam(
                owner, "clipNorm", "scales a gradient down whose norm is above this; 0: no"));
    clipValue =
        option(
            "--clip-value",
            new DoubleParam(
                owner,
                "clipValue",
                "cuts the entries of a gradient to this range on both sides of 0; 0: no"));
    batch =
        option(
            "--batch",
            SparkLine.text(
                owner, "batch", "rows of a step: full, a number, or a share such as 5%"));
    sampling =
        option(
            "--sampling",
            SparkLine.text(
                owner,
                "sampling",
                "how the rows of mini-batches are chosen: shuffle, bernoulli or fixed"));
    seed =
        option(
            "--seed",
            new LongParam(
                owner, "seed", "of initial weights, the order of rows and every other draw"));
    maxIter =
        option(
            "--epochs", new IntParam(owner, "maxIter", "how often each row is used at the most"));
    maxSteps =
        option(
            "--max-steps",
            new LongParam(owner, "maxSteps", "how many updates at the most; 0: no limit"));
    tol =
        option(
            "--tolerance",
            new DoubleParam(
                owner,
                "tol",
                "stops when the objective's relative change from epoch to epoch is at most this; "
                    + "0: never"));
    patience =
        option(
            "--patience",
            new IntParam(
                owner,
                "patience",
                "stops after so many epochs without a better validation loss; 0: never"));
    keep =
        option(
            "--keep",
            SparkLine.text(owner, "keep", "parameters that are the result: best or last"));
    validationFraction =
        option(
            "--validation-fraction",
            new DoubleParam(
                owner,
                "validationFraction",
                "share of the rows that is held out, by their content, to validate on; 0: none"));
    precision =
        option(
            "--precision",
            SparkLine.text(owner, "precision", "arithmetic of the gradients: float32 or float64"));
    blas =
        option(
            "--blas",
            SparkLine.text(
                owner,
                "blas",
                "who multiplies: native, java or ejml; auto: the fastest to be had"));
    localPath =
        option(
            "--local-path",
            SparkLine.text(
                owner,
                "localPath",
                "whether the driver's own threads do the work of Spark's tasks: auto, never or "
                    + "always"));
    partitions =
        option(
            "--partitions",
            new IntParam(
                owner,
                "partitions",
                "partitions of the packed rows; unset: as many as Spark has cores"));
    checkpointDir =
        SparkLine.text(
            owner,
            "checkpointDir",
            "a folder for checkpoints after each epoch, from which the same fit goes on; "
                + "unset: none");
    blockSize =
        new IntParam(
            owner,
            "blockSize",
            "rows of a block, never of a batch; taken for the sake of MLlib's scripts, as "
                + "blocks are sized by the data");
    uid = pending.taken();
  }

  private <P extends Param<?>> P option(String name, P param) {
    options.put(name, param);
    return param;
  }

  /** The owner's uid. */
  public String uid() {
    return uid;
  }

  /** Parameters by the options of {@code train} that they are. */
  Map<String, Param<?>> options() {
    return options;
  }
}
