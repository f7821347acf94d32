package io.rappel.trainer.spark;

import io.rappel.trainer.LocalPath;
import io.rappel.trainer.Problem;
import io.rappel.trainer.RunDescription;
import io.rappel.trainer.Trainer;
import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.TrainingListener;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.data.BatchPlan;
import io.rappel.trainer.data.BatchSize;
import io.rappel.trainer.data.ColumnStatistics;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.data.ScalingKind;
import io.rappel.trainer.data.Shard;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.math.Arithmetic;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.Centering;
import io.rappel.trainer.objective.LocalUnits;
import io.rappel.trainer.objective.Objective;
import io.rappel.trainer.objective.OutputDecoder;
import io.rappel.trainer.objective.ScoreSpec;
import io.rappel.trainer.objective.UnitRunner;
import io.rappel.trainer.objective.WorkSpec;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.OptimizerSettings;
import io.rappel.trainer.optim.Schedule;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Trains on the rows of an RDD. */
public final class SparkTraining {

  private static final long LOCAL_BYTES = 512L << 20;

  private final DataSchema schema;
  private final TrainingConfig config;
  private final TrainingListener listener;
  private final Arithmetic arithmetic;
  private final Problem problem;

  private SparkTraining(DataSchema schema, TrainingConfig config, TrainingListener listener) {
    this.schema = schema;
    this.config = config;
    this.listener = listener;
    this.problem = Problem.of(config, schema);
    this.arithmetic = SparkScoring.arithmetic(config.blas());
  }

  /**
   * Packs the rows and trains.
   *
   * @throws io.rappel.trainer.ConfigurationException if settings do not fit one another or the data
   * @throws io.rappel.trainer.data.DataException if there are no rows, or rows that cannot be
   *     trained on
   * @throws io.rappel.trainer.objective.DivergedException if loss or gradient are no longer finite
   */
  public static TrainingResult train(
      TrainingInput input, TrainingConfig config, TrainingListener listener) {
    return new SparkTraining(input.schema(), config, listener).train(input);
  }

  private TrainingResult train(TrainingInput input) {
    boolean ownValidation = input.validation() != null;
    int targetColumns = schema.task() == Task.CLASSIFICATION ? 1 : schema.labels().size();
    try (ShardedRows rows =
        ShardedRows.of(
            input.rows(),
            input.validation(),
            ownValidation ? 0 : config.validationFraction(),
            schema.features().size(),
            targetColumns,
            input.partitions())) {
      Scaling features = Scaling.identity(schema.features().size());
      Scaling targets = Scaling.identity(targetColumns);
      boolean standard = config.scaling() == ScalingKind.STANDARD;
      boolean checked = problem.loss().refusesNegativeTargets();
      ColumnStatistics statistics = standard || checked ? rows.statistics() : null;
      if (checked) {
        problem.checkTargets(schema, statistics);
      }
      if (standard) {
        features = statistics.standardFeatures();
        targets = problem.scalesTargets() ? statistics.standardTargets() : targets;
      }
      try (PackedRows packed = PackedRows.of(rows, features, targets, config.precision())) {
        return train(rows, packed, features, targets);
      }
    }
  }

  private TrainingResult train(
      ShardedRows rows, PackedRows packed, Scaling features, Scaling targets) {
    if (packed.trainRows() == 0) {
      throw new DataException(
          "all %d rows are held out for validation; use --validation-fraction 0"
              .formatted(packed.heldOutRows()));
    }
    rows.close();
    Network network = problem.network();
    Centering centering = rows.sparse() ? Centering.of(network, features) : Centering.none(network);
    BatchSize batch = resolve(config.batch(), packed.trainRows());
    BatchPlan plan = new BatchPlan(packed.trainRowsOfShards(), batch, config.seed());
    WorkSpec spec =
        new WorkSpec(
            UUID.randomUUID().toString(),
            centering.unitNetwork(),
            problem.loss(),
            config.precision(),
            arithmetic.kind(),
            plan.cut());
    try (UnitRunner runner = runner(spec, rows, packed)) {
      String fingerprint = arithmetic.fingerprint(config.precision());
      Objective objective =
          new Objective(network, centering, config.precision(), problem.l2(), runner, fingerprint);
      listener.started(describe(rows, packed, plan, batch, runner));
      OutputDecoder decoder = decoder(targets);
      ScoreSpec validation =
          packed.heldOutRows() > 0 ? ScoreSpec.of(decoder, packed.heldOutRows()) : null;
      Trainer trainer =
          new Trainer(
              config,
              network,
              objective,
              plan,
              optimizer(network.layout().size()),
              packed.trainRows(),
              validation,
              labels(),
              listener);
      Trainer.Outcome outcome =
          trainer.run(config.initializer().initialize(network, config.seed()));
      return result(outcome, objective, validation, decoder, features, targets, packed);
    }
  }

  private UnitRunner runner(WorkSpec spec, ShardedRows rows, PackedRows packed) {
    String master = packed.shards().context().master();
    boolean small = rows.packedBytes(config.precision()) <= LOCAL_BYTES;
    boolean local =
        config.localPath() == LocalPath.ALWAYS
            || config.localPath() == LocalPath.AUTO && small && master.matches("local(\\[.*\\])?");
    if (!local) {
      return new SparkUnits(spec, packed.shards());
    }
    int threads = packed.shards().context().defaultParallelism();
    List<Shard> shards = packed.shards().collect();
    packed.close();
    return new LocalUnits(spec, shards, threads);
  }

  private BatchSize resolve(BatchSize batch, long rows) {
    if (!batch.isAuto()) {
      return batch;
    }
    return config.optimizer() == OptimizerKind.LBFGS ? BatchSize.full() : BatchSize.automatic(rows);
  }

  private Optimizer optimizer(int size) {
    return config.optimizer().create(size, OptimizerSettings.of(Schedule.constant(learningRate())));
  }

  private double learningRate() {
    return config.learningRate() > 0
        ? config.learningRate()
        : config.optimizer().defaultLearningRate();
  }

  private OutputDecoder decoder(Scaling targets) {
    return schema.task() == Task.CLASSIFICATION
        ? OutputDecoder.classes(
            schema.classes().size(), problem.loss(), problem.network().outputActivation())
        : OutputDecoder.values(targets);
  }

  private List<String> labels() {
    return schema.task() == Task.CLASSIFICATION ? schema.classes() : schema.labels();
  }

  private RunDescription describe(
      ShardedRows rows, PackedRows packed, BatchPlan plan, BatchSize batch, UnitRunner runner) {
    String storage =
        "%s, %.3g %% of the features are not 0"
            .formatted(rows.sparse() ? "sparse" : "dense", 100 * rows.density());
    return new RunDescription(
        packed.trainRows(),
        packed.heldOutRows(),
        schema.features().size(),
        problem.network().toString(),
        problem.network().layout().size(),
        "%s, L2 penalty %s".formatted(problem.loss(), problem.l2()),
        config.optimizer() == OptimizerKind.LBFGS
            ? "lbfgs"
            : "%s, learning rate %s".formatted(config.optimizer(), learningRate()),
        storage,
        rows.packedBytes(config.precision()),
        rows.shardCount(),
        runner.description(),
        "%s, %s, fingerprint %s"
            .formatted(
                config.precision(),
                arithmetic.description(),
                arithmetic.fingerprint(config.precision())),
        plan.full() ? "full" : batch.toString(),
        plan.stepsPerEpoch());
  }

  private TrainingResult result(
      Trainer.Outcome outcome,
      Objective objective,
      ScoreSpec validation,
      OutputDecoder decoder,
      Scaling features,
      Scaling targets,
      PackedRows packed) {
    double[] parameters = config.precision().round(outcome.parameters());
    ScoreSpec train = ScoreSpec.of(decoder, packed.trainRows());
    Map<String, Object> trainMetrics =
        objective.score(parameters, false, train, "metrics of training rows").toMap(labels());
    Map<String, Object> validationMetrics =
        validation == null
            ? Map.of()
            : objective
                .score(parameters, true, validation, "metrics of validation rows")
                .toMap(labels());
    Model model =
        new Model(
            schema,
            problem.network(),
            parameters,
            config.precision(),
            problem.loss(),
            features,
            targets,
            Map.of(
                "blas",
                arithmetic.description(),
                "fingerprint",
                arithmetic.fingerprint(config.precision())));
    return new TrainingResult(
        model,
        trainMetrics,
        validationMetrics,
        outcome.epochs(),
        outcome.steps(),
        outcome.seconds(),
        outcome.examplesPerSecond(),
        outcome.stoppedBecause());
  }
}
