package io.rappel.trainer.config;

import static io.rappel.trainer.config.ConfigurationException.require;

import io.rappel.trainer.data.ClassWeights;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.List;

/**
 * Everything that a training is told, apart from the data. Made with {@link #builder()}, whose
 * fields hold the defaults, the only place where they are written.
 */
public record TrainingConfig(
    NetworkSettings network,
    FeatureSettings features,
    ObjectiveSettings objective,
    DescentSettings descent,
    BatchSettings batches,
    EndSettings end,
    RunSettings running) {

  public TrainingConfig {
    require(
        objective.loss() == null
            || network.outputActivation() == null
            || objective.loss().outputActivations().contains(network.outputActivation()),
        "output-activation",
        "one that fits --loss " + objective.loss(),
        network.outputActivation());
    if (descent.optimizer() == OptimizerKind.LBFGS) {
      BatchSize batch = batches.batch();
      requireForLbfgs(batch.isAuto() || batch.isFull(), "batch", "full", batch);
      requireForLbfgs(
          batches.sampling() == SamplingKind.SHUFFLE, "sampling", "left alone", batches.sampling());
      requireForLbfgs(isOff(network.dropout()), "dropout", "0", network.dropout());
      requireForLbfgs(isOff(objective.l1()), "l1", "0", objective.l1());
      requireForLbfgs(isOff(descent.clipNorm()), "clip-norm", "0", descent.clipNorm());
      requireForLbfgs(isOff(descent.clipValue()), "clip-value", "0", descent.clipValue());
      ScheduleKind schedule = descent.schedule();
      requireForLbfgs(
          schedule == null || schedule == ScheduleKind.CONSTANT, "schedule", "constant", schedule);
      requireForLbfgs(descent.warmUp() == 0, "warmup", "0", descent.warmUp());
    }
  }

  private static boolean isOff(Double number) {
    return number == null || number == 0;
  }

  private static void requireForLbfgs(
      boolean condition, String option, String expected, Object actual) {
    require(
        condition,
        option,
        expected,
        actual,
        ", with --optimizer lbfgs, which takes full batches of a smooth objective");
  }

  /** A builder that begins with these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.hidden = network.hidden();
    builder.activation = network.activation();
    builder.outputActivation = network.outputActivation();
    builder.bias = network.bias();
    builder.dropout = network.dropout();
    builder.initializer = network.initializer();
    builder.members = network.members();
    builder.scaling = features.scaling();
    builder.encoding = features.encoding();
    builder.maxLevels = features.maxLevels();
    builder.loss = objective.loss();
    builder.l2 = objective.l2();
    builder.l1 = objective.l1();
    builder.classWeights = objective.classWeights();
    builder.optimizer = descent.optimizer();
    builder.learningRate = descent.learningRate();
    builder.schedule = descent.schedule();
    builder.warmUp = descent.warmUp();
    builder.clipNorm = descent.clipNorm();
    builder.clipValue = descent.clipValue();
    builder.weightDecay = descent.weightDecay();
    builder.splineRate = descent.splineRate();
    builder.triesBold = descent.triesBold();
    builder.batch = batches.batch();
    builder.sampling = batches.sampling();
    builder.seed = batches.seed();
    builder.epochs = end.epochs();
    builder.maxSteps = end.maxSteps();
    builder.tolerance = end.tolerance();
    builder.patience = end.patience();
    builder.keep = end.keep();
    builder.validationFraction = running.validationFraction();
    builder.precision = running.precision();
    builder.blas = running.blas();
    builder.localPath = running.localPath();
    builder.ownValidation = running.ownValidation();
    builder.goldenRows = running.goldenRows();
    builder.importance = running.importance();
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
    private Integer members;
    private ScalingKind scaling = ScalingKind.AUTO;
    private NumberEncoding encoding = NumberEncoding.auto();
    private int maxLevels = 1000;
    private Loss loss;
    private Double l2;
    private double l1;
    private ClassWeights classWeights = ClassWeights.none();
    private OptimizerKind optimizer;
    private double learningRate;
    private ScheduleKind schedule;
    private long warmUp;
    private double clipNorm;
    private double clipValue;
    private Double weightDecay;
    private Double splineRate;
    private boolean triesBold;
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
    private boolean ownValidation;
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

    public Builder members(Integer members) {
      this.members = members;
      return this;
    }

    public Builder scaling(ScalingKind scaling) {
      this.scaling = scaling;
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

    public Builder weightDecay(Double weightDecay) {
      this.weightDecay = weightDecay;
      return this;
    }

    public Builder splineRate(Double splineRate) {
      this.splineRate = splineRate;
      return this;
    }

    public Builder triesBold(boolean triesBold) {
      this.triesBold = triesBold;
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

    public Builder ownValidation(boolean ownValidation) {
      this.ownValidation = ownValidation;
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

    /**
     * The settings so far.
     *
     * @throws ConfigurationException if one is out of its range, or two do not go together
     */
    public TrainingConfig build() {
      return new TrainingConfig(
          new NetworkSettings(
              hidden, activation, outputActivation, bias, dropout, initializer, members),
          new FeatureSettings(scaling, encoding, maxLevels),
          new ObjectiveSettings(loss, l2, l1, classWeights),
          new DescentSettings(
              optimizer,
              learningRate,
              schedule,
              warmUp,
              clipNorm,
              clipValue,
              weightDecay,
              splineRate,
              triesBold),
          new BatchSettings(batch, sampling, seed),
          new EndSettings(epochs, maxSteps, tolerance, patience, keep),
          new RunSettings(
              validationFraction,
              ownValidation,
              precision,
              blas,
              localPath,
              goldenRows,
              importance));
    }
  }
}
