package io.rappel.trainer;

import io.rappel.trainer.data.BatchSize;
import io.rappel.trainer.data.ClassWeights;
import io.rappel.trainer.data.SamplingKind;
import io.rappel.trainer.data.ScalingKind;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.ScheduleKind;
import java.util.List;

/**
 * Everything that a training is told, apart from the data. Made with {@link #builder()}, whose
 * fields hold the defaults, the only place where they are written.
 *
 * @param hidden units of each hidden layer; empty for a linear model; null: by the rows
 * @param activation of the hidden layers
 * @param outputActivation of the output layer; null: what the loss asks for
 * @param bias whether layers have biases
 * @param dropout probability with which a hidden unit is dropped in training; null: the recipe's
 * @param initializer of the weights
 * @param loss null: by task and number of classes
 * @param l2 weight of (1/2) Σ‖W‖² in the objective; null: the recipe's
 * @param l1 weight of Σ|W| in the objective
 * @param classWeights how much the rows of each class count in training
 * @param scaling of features, and of targets where the loss asks for it
 * @param encoding of numbers, beside themselves
 * @param maxLevels inputs of a category, at the most; further levels share one
 * @param optimizer the update rule; null: the whole recipe
 * @param learningRate 0: the optimizer's own default
 * @param schedule how the learning rate changes; null: the recipe's
 * @param warmUp steps over which the learning rate rises to its own; 0: none
 * @param clipNorm the global norm to which gradients are clipped; 0: not
 * @param clipValue the absolute value to which gradient entries are clipped; 0: not
 * @param weightDecay of AdamW; null: the recipe's
 * @param splineRate by what the learning rate of the weights of bins is multiplied; null: the
 *     recipe's
 * @param batch rows of a step
 * @param sampling how rows of mini-batches are chosen
 * @param seed of initial weights, permutations and every other draw
 * @param epochs how often each row is used at the most; null: the recipe's
 * @param maxSteps how many updates at the most; 0: no limit
 * @param tolerance stops when the objective's relative change from epoch to epoch is at most this;
 *     0: never
 * @param patience stops after so many epochs without a better validation loss; 0: never; null: the
 *     recipe's
 * @param keep which parameters are the result; null: the best where there is patience
 * @param validationFraction share of the rows held out by content; 0: none
 * @param precision of the units' arithmetic; null: by the optimizer
 * @param blas who multiplies; null: the fastest to be had
 * @param localPath whether units run on the driver's threads
 * @param goldenRows whether the model keeps a few training rows, to be replayed where it is used
 * @param importance whether it is found out how much the model depends on each column
 */
public record TrainingConfig(
    List<Integer> hidden,
    Activation activation,
    Activation outputActivation,
    boolean bias,
    Double dropout,
    Initializer initializer,
    Loss loss,
    Double l2,
    double l1,
    ClassWeights classWeights,
    ScalingKind scaling,
    NumberEncoding encoding,
    int maxLevels,
    OptimizerKind optimizer,
    double learningRate,
    ScheduleKind schedule,
    long warmUp,
    double clipNorm,
    double clipValue,
    Double weightDecay,
    Double splineRate,
    BatchSize batch,
    SamplingKind sampling,
    long seed,
    Integer epochs,
    long maxSteps,
    double tolerance,
    Integer patience,
    Keep keep,
    double validationFraction,
    Precision precision,
    BlasKind blas,
    LocalPath localPath,
    boolean goldenRows,
    boolean importance) {

  public TrainingConfig {
    hidden = hidden == null ? null : List.copyOf(hidden);
    require(
        hidden == null || hidden.stream().allMatch(n -> n >= 1),
        "hidden",
        "layers of at least 1 unit",
        hidden);
    require(activation.forHiddenLayers(), "activation", "any but softmax and exp", activation);
    require(
        dropout == null || dropout >= 0 && dropout < 1,
        "dropout",
        "a number from 0 to below 1",
        dropout);
    requireNumber("l2", l2 == null ? 0 : l2);
    requireNumber("l1", l1);
    requireNumber("learning-rate", learningRate);
    requireNumber("warmup", warmUp);
    requireNumber("clip-norm", clipNorm);
    requireNumber("clip-value", clipValue);
    requireNumber("weight-decay", weightDecay == null ? 0 : weightDecay);
    require(
        splineRate == null || splineRate > 0 && Double.isFinite(splineRate),
        "bins-rate",
        "a number above 0",
        splineRate);
    require(epochs == null || epochs >= 1, "epochs", "a number from 1 on", epochs);
    requireNumber("max-steps", maxSteps);
    requireNumber("tolerance", tolerance);
    requireNumber("patience", patience == null ? 0 : patience);
    require(
        validationFraction >= 0 && validationFraction < 1,
        "validation-fraction",
        "a number from 0 to below 1",
        validationFraction);
    require(
        loss == null
            || outputActivation == null
            || loss.outputActivations().contains(outputActivation),
        "output-activation",
        "one that fits --loss " + loss,
        outputActivation);
    require(
        weightDecay == null
            || weightDecay == 0
            || optimizer == null
            || optimizer == OptimizerKind.ADAMW,
        "weight-decay",
        "0 with --optimizer " + optimizer + " (adamw has one; --l2 works with all)",
        weightDecay);
    require(
        sampling == SamplingKind.SHUFFLE || !batch.isFull(),
        "batch",
        "a number of rows or a percentage with --sampling " + sampling,
        batch);
    if (optimizer == OptimizerKind.LBFGS) {
      requireForLbfgs(batch.isAuto() || batch.isFull(), "batch", "full", batch);
      requireForLbfgs(sampling == SamplingKind.SHUFFLE, "sampling", "left alone", sampling);
      requireForLbfgs(dropout == null || dropout == 0, "dropout", "0", dropout);
      requireForLbfgs(l1 == 0, "l1", "0", l1);
      requireForLbfgs(clipNorm == 0, "clip-norm", "0", clipNorm);
      requireForLbfgs(clipValue == 0, "clip-value", "0", clipValue);
      requireForLbfgs(
          schedule == null || schedule == ScheduleKind.CONSTANT, "schedule", "constant", schedule);
      requireForLbfgs(warmUp == 0, "warmup", "0", warmUp);
    }
  }

  private static void requireNumber(String option, double value) {
    require(value >= 0 && Double.isFinite(value), option, "a finite number from 0 on", value);
  }

  private static void requireForLbfgs(
      boolean condition, String option, String expected, Object actual) {
    if (!condition) {
      throw new ConfigurationException(
          "--%s must be %s, not %s, with --optimizer lbfgs, which takes full batches of a smooth objective"
              .formatted(option, expected, text(actual)));
    }
  }

  private static void require(boolean condition, String option, String expected, Object actual) {
    if (!condition) {
      throw new ConfigurationException(
          "--%s must be %s, not %s".formatted(option, expected, text(actual)));
    }
  }

  private static String text(Object value) {
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : String.valueOf(value);
  }

  /** A builder that begins with these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.hidden = hidden;
    builder.activation = activation;
    builder.outputActivation = outputActivation;
    builder.bias = bias;
    builder.dropout = dropout;
    builder.initializer = initializer;
    builder.loss = loss;
    builder.l2 = l2;
    builder.l1 = l1;
    builder.classWeights = classWeights;
    builder.scaling = scaling;
    builder.encoding = encoding;
    builder.maxLevels = maxLevels;
    builder.optimizer = optimizer;
    builder.learningRate = learningRate;
    builder.schedule = schedule;
    builder.warmUp = warmUp;
    builder.clipNorm = clipNorm;
    builder.clipValue = clipValue;
    builder.weightDecay = weightDecay;
    builder.splineRate = splineRate;
    builder.batch = batch;
    builder.sampling = sampling;
    builder.seed = seed;
    builder.epochs = epochs;
    builder.maxSteps = maxSteps;
    builder.tolerance = tolerance;
    builder.patience = patience;
    builder.keep = keep;
    builder.validationFraction = validationFraction;
    builder.precision = precision;
    builder.blas = blas;
    builder.localPath = localPath;
    builder.goldenRows = goldenRows;
    builder.importance = importance;
    return builder;
  }

  /** A builder that holds the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings; each field begins at its default. */
  public static final class Builder {

    private List<Integer> hidden;
    private Activation activation = Activation.RELU;
    private Activation outputActivation;
    private boolean bias = true;
    private Double dropout;
    private Initializer initializer = Initializer.of(Initializer.Kind.AUTO);
    private Loss loss;
    private Double l2;
    private double l1;
    private ClassWeights classWeights = ClassWeights.none();
    private ScalingKind scaling = ScalingKind.STANDARD;
    private NumberEncoding encoding = NumberEncoding.auto();
    private int maxLevels = 1000;
    private OptimizerKind optimizer;
    private double learningRate;
    private ScheduleKind schedule;
    private long warmUp;
    private double clipNorm;
    private double clipValue;
    private Double weightDecay;
    private Double splineRate;
    private BatchSize batch = BatchSize.auto();
    private SamplingKind sampling = SamplingKind.SHUFFLE;
    private long seed = 1;
    private Integer epochs;
    private long maxSteps;
    private double tolerance = 1e-7;
    private Integer patience;
    private Keep keep;
    private double validationFraction = 0.1;
    private Precision precision;
    private BlasKind blas;
    private LocalPath localPath = LocalPath.AUTO;
    private boolean goldenRows = true;
    private boolean importance;

    private Builder() {}

    public Builder hidden(List<Integer> hidden) {
      this.hidden = hidden;
      return this;
    }

    public Builder activation(Activation activation) {
      this.activation = activation;
      return this;
    }

    public Builder outputActivation(Activation outputActivation) {
      this.outputActivation = outputActivation;
      return this;
    }

    public Builder bias(boolean bias) {
      this.bias = bias;
      return this;
    }

    public Builder dropout(Double dropout) {
      this.dropout = dropout;
      return this;
    }

    public Builder initializer(Initializer initializer) {
      this.initializer = initializer;
      return this;
    }

    public Builder loss(Loss loss) {
      this.loss = loss;
      return this;
    }

    public Builder l2(Double l2) {
      this.l2 = l2;
      return this;
    }

    public Builder l1(double l1) {
      this.l1 = l1;
      return this;
    }

    public Builder classWeights(ClassWeights classWeights) {
      this.classWeights = classWeights;
      return this;
    }

    public Builder encoding(NumberEncoding encoding) {
      this.encoding = encoding;
      return this;
    }

    public Builder maxLevels(int maxLevels) {
      this.maxLevels = maxLevels;
      return this;
    }

    public Builder scaling(ScalingKind scaling) {
      this.scaling = scaling;
      return this;
    }

    public Builder optimizer(OptimizerKind optimizer) {
      this.optimizer = optimizer;
      return this;
    }

    public Builder learningRate(double learningRate) {
      this.learningRate = learningRate;
      return this;
    }

    public Builder schedule(ScheduleKind schedule) {
      this.schedule = schedule;
      return this;
    }

    public Builder warmUp(long warmUp) {
      this.warmUp = warmUp;
      return this;
    }

    public Builder clipNorm(double clipNorm) {
      this.clipNorm = clipNorm;
      return this;
    }

    public Builder clipValue(double clipValue) {
      this.clipValue = clipValue;
      return this;
    }

    public Builder splineRate(Double splineRate) {
      this.splineRate = splineRate;
      return this;
    }

    public Builder weightDecay(Double weightDecay) {
      this.weightDecay = weightDecay;
      return this;
    }

    public Builder batch(BatchSize batch) {
      this.batch = batch;
      return this;
    }

    public Builder sampling(SamplingKind sampling) {
      this.sampling = sampling;
      return this;
    }

    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    public Builder epochs(Integer epochs) {
      this.epochs = epochs;
      return this;
    }

    public Builder maxSteps(long maxSteps) {
      this.maxSteps = maxSteps;
      return this;
    }

    public Builder tolerance(double tolerance) {
      this.tolerance = tolerance;
      return this;
    }

    public Builder patience(Integer patience) {
      this.patience = patience;
      return this;
    }

    public Builder keep(Keep keep) {
      this.keep = keep;
      return this;
    }

    public Builder validationFraction(double validationFraction) {
      this.validationFraction = validationFraction;
      return this;
    }

    public Builder precision(Precision precision) {
      this.precision = precision;
      return this;
    }

    public Builder blas(BlasKind blas) {
      this.blas = blas;
      return this;
    }

    public Builder localPath(LocalPath localPath) {
      this.localPath = localPath;
      return this;
    }

    public Builder goldenRows(boolean goldenRows) {
      this.goldenRows = goldenRows;
      return this;
    }

    public Builder importance(boolean importance) {
      this.importance = importance;
      return this;
    }

    /** The settings so far. */
    public TrainingConfig build() {
      return new TrainingConfig(
          hidden,
          activation,
          outputActivation,
          bias,
          dropout,
          initializer,
          loss,
          l2,
          l1,
          classWeights,
          scaling,
          encoding,
          maxLevels,
          optimizer,
          learningRate,
          schedule,
          warmUp,
          clipNorm,
          clipValue,
          weightDecay,
          splineRate,
          batch,
          sampling,
          seed,
          epochs,
          maxSteps,
          tolerance,
          patience,
          keep,
          validationFraction,
          precision,
          blas,
          localPath,
          goldenRows,
          importance);
    }
  }
}
