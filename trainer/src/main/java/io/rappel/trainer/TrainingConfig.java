package io.rappel.trainer;

import io.rappel.trainer.data.BatchSize;
import io.rappel.trainer.data.ScalingKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.optim.OptimizerKind;
import java.util.List;

/**
 * Everything that a training is told, apart from the data. Made with {@link #builder()}, whose
 * fields hold the defaults, the only place where they are written.
 *
 * @param hidden units of each hidden layer; empty for a linear model
 * @param activation of the hidden layers
 * @param outputActivation of the output layer; null: what the loss asks for
 * @param bias whether layers have biases
 * @param initializer of the weights
 * @param loss null: by task and number of classes
 * @param l2 weight of (1/2) Σ‖W‖² in the objective; null: by task
 * @param scaling of features, and of targets where the loss asks for it
 * @param optimizer the update rule
 * @param learningRate 0: the optimizer's own default
 * @param batch rows of a step
 * @param seed of initial weights, permutations and every other draw
 * @param epochs how often each row is used at the most
 * @param maxSteps how many updates at the most; 0: no limit
 * @param tolerance stops when the objective's relative change from epoch to epoch is at most this;
 *     0: never
 * @param patience stops after so many epochs without a better validation loss; 0: never
 * @param validationFraction share of the rows held out by content; 0: none
 * @param precision of the units' arithmetic
 * @param blas who multiplies; null: the fastest to be had
 * @param localPath whether units run on the driver's threads
 */
public record TrainingConfig(
    List<Integer> hidden,
    Activation activation,
    Activation outputActivation,
    boolean bias,
    Initializer initializer,
    Loss loss,
    Double l2,
    ScalingKind scaling,
    OptimizerKind optimizer,
    double learningRate,
    BatchSize batch,
    long seed,
    int epochs,
    long maxSteps,
    double tolerance,
    int patience,
    double validationFraction,
    Precision precision,
    BlasKind blas,
    LocalPath localPath) {

  public TrainingConfig {
    hidden = List.copyOf(hidden);
    require(hidden.stream().allMatch(n -> n >= 1), "hidden", "layers of at least 1 unit", hidden);
    require(activation.forHiddenLayers(), "activation", "any but softmax and exp", activation);
    require(l2 == null || l2 >= 0 && Double.isFinite(l2), "l2", "a finite number from 0 on", l2);
    require(
        learningRate >= 0 && Double.isFinite(learningRate),
        "learning-rate",
        "a finite number above 0",
        learningRate);
    require(epochs >= 1, "epochs", "a number from 1 on", epochs);
    require(maxSteps >= 0, "max-steps", "a number from 0 on", maxSteps);
    require(tolerance >= 0, "tolerance", "a number from 0 on", tolerance);
    require(patience >= 0, "patience", "a number from 0 on", patience);
    require(
        validationFraction >= 0 && validationFraction < 1,
        "validation-fraction",
        "a number from 0 to below 1",
        validationFraction);
    require(
        optimizer != OptimizerKind.LBFGS || batch.isAuto() || batch.isFull(),
        "batch",
        "full with --optimizer lbfgs",
        batch);
    require(
        loss == null
            || outputActivation == null
            || loss.outputActivations().contains(outputActivation),
        "output-activation",
        "one that fits --loss " + loss,
        outputActivation);
  }

  private static void require(boolean condition, String option, String expected, Object actual) {
    if (!condition) {
      throw new ConfigurationException(
          "--%s must be %s, not %s".formatted(option, expected, actual));
    }
  }

  /** A builder that holds the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings; each field begins at its default. */
  public static final class Builder {

    private List<Integer> hidden = List.of(128);
    private Activation activation = Activation.RELU;
    private Activation outputActivation;
    private boolean bias = true;
    private Initializer initializer = Initializer.of(Initializer.Kind.AUTO);
    private Loss loss;
    private Double l2;
    private ScalingKind scaling = ScalingKind.STANDARD;
    private OptimizerKind optimizer = OptimizerKind.ADAM;
    private double learningRate;
    private BatchSize batch = BatchSize.auto();
    private long seed = 1;
    private int epochs = 200;
    private long maxSteps;
    private double tolerance = 1e-7;
    private int patience = 10;
    private double validationFraction = 0.1;
    private Precision precision = Precision.FLOAT32;
    private BlasKind blas;
    private LocalPath localPath = LocalPath.AUTO;

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

    public Builder batch(BatchSize batch) {
      this.batch = batch;
      return this;
    }

    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    public Builder epochs(int epochs) {
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

    public Builder patience(int patience) {
      this.patience = patience;
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

    /** The settings so far. */
    public TrainingConfig build() {
      return new TrainingConfig(
          hidden,
          activation,
          outputActivation,
          bias,
          initializer,
          loss,
          l2,
          scaling,
          optimizer,
          learningRate,
          batch,
          seed,
          epochs,
          maxSteps,
          tolerance,
          patience,
          validationFraction,
          precision,
          blas,
          localPath);
    }
  }
}
