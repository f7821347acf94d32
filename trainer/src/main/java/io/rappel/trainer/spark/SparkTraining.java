package io.rappel.trainer.spark;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.Descent;
import io.rappel.trainer.LocalPath;
import io.rappel.trainer.Problem;
import io.rappel.trainer.Recipe;
import io.rappel.trainer.RunDescription;
import io.rappel.trainer.Trainer;
import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.TrainingControl;
import io.rappel.trainer.TrainingListener;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.WarmStart;
import io.rappel.trainer.checkpoint.RunFacts;
import io.rappel.trainer.checkpoint.TrainingState;
import io.rappel.trainer.data.BatchPlan;
import io.rappel.trainer.data.BatchSize;
import io.rappel.trainer.data.Shard;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.math.Arithmetic;
import io.rappel.trainer.model.ColumnShuffles;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.GoldenRows;
import io.rappel.trainer.model.Importance;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Dropout;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.Centering;
import io.rappel.trainer.objective.DivergedException;
import io.rappel.trainer.objective.LocalUnits;
import io.rappel.trainer.objective.Objective;
import io.rappel.trainer.objective.OutputDecoder;
import io.rappel.trainer.objective.ScoreSpec;
import io.rappel.trainer.objective.ScoreSum;
import io.rappel.trainer.objective.UnitProbe;
import io.rappel.trainer.objective.UnitRunner;
import io.rappel.trainer.objective.WorkSpec;
import io.rappel.trainer.objective.Workspaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** Trains on the rows of an RDD. */
public final class SparkTraining {

  /**
   * The share of the driver's heap that packed rows may fill, if its threads are to do the work.
   */
  private static final double LOCAL_SHARE = 0.25;

  /** So many training rows are scored after each epoch beside those to validate on, at the most. */
  private static final long MOST_COMPARED = 10_000;

  private final DataSchema schema;
  private final TrainingConfig config;
  private final TrainingListener listener;
  private final TrainingControl control;
  private final Arithmetic arithmetic;
  private final Descent descent;
  private final Model warmStart;
  private final PreparedRows rows;
  private final Problem problem;

  private SparkTraining(
      TrainingInput input, TrainingListener listener, TrainingControl control, PreparedRows rows) {
    this.schema = input.schema();
    this.config = rows.config();
    this.listener = listener;
    this.control = control;
    this.descent = new Descent(config);
    this.warmStart = input.warmStart();
    this.rows = rows;
    this.problem = rows.problem();
    this.arithmetic = SparkScoring.arithmetic(config.blas());
  }

  /** Packs the rows and trains from the beginning to the end. */
  public static TrainingResult train(
      TrainingInput input, TrainingConfig config, TrainingListener listener) {
    return train(input, config, listener, TrainingControl.NONE);
  }

  /**
   * Packs the rows and trains.
   *
   * @throws io.rappel.trainer.ConfigurationException if settings do not fit one another, the data
   *     or the memory
   * @throws io.rappel.trainer.data.DataException if there are no rows, or rows that cannot be
   *     trained on
   * @throws io.rappel.trainer.objective.DivergedException if loss or gradient are no longer finite
   * @throws io.rappel.trainer.TrainingInterruptedException if it is told to end before there is a
   *     model
   */
  public static TrainingResult train(
      TrainingInput input,
      TrainingConfig config,
      TrainingListener listener,
      TrainingControl control) {
    check(input, config);
    try (PreparedRows rows = PreparedRows.of(input, config)) {
      return new SparkTraining(input, listener, control, rows).train();
    }
  }

  /** What can be said of settings before rows are packed. */
  private static void check(TrainingInput input, TrainingConfig config) {
    Model start = input.warmStart();
    int inputs = start == null ? input.schema().features().size() : start.network().inputs();
    TrainingConfig settled = Recipe.settle(config, input.schema().task(), 1);
    Problem problem = Problem.of(settled, input.schema(), inputs);
    SparkScoring.arithmetic(config.blas());
    if (config.importance()) {
      SparkScoring.requireFewColumns(input.schema());
    }
    if (start != null) {
      WarmStart.check(start, input.schema(), problem);
    }
  }

  private TrainingResult train() {
    PackedRows packed = rows.packed();
    double[] classWeights = classWeights(packed);
    RowNotes about = new RowNotes(schema, rows.encoder(), config.precision(), packed);
    about.requireTraining(classWeights);
    Network network = problem.network();
    Centering centering =
        rows.sparse() ? Centering.of(network, rows.encoder().scaling()) : Centering.none(network);
    BatchSize batch = config.batch();
    BatchPlan plan =
        new BatchPlan(
            packed.trainRowsOfShards(),
            batch,
            config.sampling(),
            config.seed(),
            network.blockRows(BatchPlan.LARGEST_UNIT));
    WorkSpec spec = spec(centering.unitNetwork(), plan, classWeights);
    boolean local = isLocal(packed);
    new MemoryCheck(config, spec.network(), plan.cut(), rows.bytesOfRow(), !centering.isNone())
        .check(JavaSparkContext.fromSparkContext(packed.shards().context()), local);
    Workspaces workspaces = new Workspaces();
    UnitProbe probe = new UnitProbe(spec, workspaces, packed.anyToTrainOn(), packed.trainRows());
    try (UnitRunner runner =
        local ? localUnits(spec, workspaces, packed) : new SparkUnits(spec, workspaces, packed)) {
      String fingerprint = arithmetic.fingerprint(config.precision());
      Objective objective =
          new Objective(
              network, centering, config.precision(), problem.penalty(), runner, fingerprint);
      List<String> notes = new ArrayList<>(about.ofTraining(rows.statistics(), classWeights));
      if (!local) {
        idle(plan, packed.shards().context().defaultParallelism()).ifPresent(notes::add);
      }
      listener.started(describe(packed, plan, batch, runner, notes));
      OutputDecoder decoder = decoder();
      ScoreSpec validation =
          packed.heldOutRows() > 0
              ? ScoreSpec.of(decoder, packed.heldOutRows())
                  .ofTraining(
                      Math.min(MOST_COMPARED, packed.heldOutRows()),
                      packed.trainRowsOfShards().length)
              : null;
      Trainer trainer =
          new Trainer(
              config,
              network,
              objective,
              plan,
              descent.optimizer(network, plan, rows.encoder().splineInputs()),
              probe,
              validation,
              labels(),
              listener);
      TrainingState state = control.begin(facts(packed, fingerprint));
      Trainer.Outcome outcome =
          state == null ? trainer.run(firstParameters(), control) : trainer.resume(state, control);
      requireUpdate(outcome);
      return result(outcome, objective, validation, decoder, packed);
    }
  }

  /** What should be known of cores that batches are too small for. */
  static Optional<String> idle(BatchPlan plan, int cores) {
    int units = plan.unitsPerStep();
    return units == 0 || units >= cores
        ? Optional.empty()
        : Optional.of(
            "a step is %s for %d cores, so that most of them wait; a larger --batch keeps more of them busy"
                .formatted(units == 1 ? "one unit of work" : units + " units of work", cores));
  }

  private RunFacts facts(PackedRows packed, String fingerprint) {
    return new RunFacts(
        schema.features().size(),
        RunFacts.columns(schema),
        schema.classes().size(),
        packed.trainRows(),
        packed.heldOutRows(),
        packed.checksum(),
        config.precision(),
        fingerprint,
        config.epochs());
  }

  private double[] classWeights(PackedRows packed) {
    return config.classWeights().isNone()
        ? new double[0]
        : config.classWeights().of(schema.classes(), packed.classCounts());
  }

  private WorkSpec spec(Network network, BatchPlan plan, double[] classWeights) {
    return new WorkSpec(
        network,
        problem.loss(),
        config.precision(),
        arithmetic.kind(),
        plan.cut(),
        new Dropout(config.dropout(), config.seed()),
        classWeights);
  }

  private double[] firstParameters() {
    return warmStart == null
        ? config
            .initializer()
            .initialize(problem.network(), rows.encoder().splineInputs(), config.seed())
        : warmStart.parameters().clone();
  }

  private boolean isLocal(PackedRows packed) {
    String master = packed.shards().context().master();
    long most = (long) (LOCAL_SHARE * Runtime.getRuntime().maxMemory());
    boolean small = rows.packedBytes() <= most;
    return config.localPath() == LocalPath.ALWAYS
        || config.localPath() == LocalPath.AUTO && small && master.matches("local(\\[.*\\])?");
  }

  private static UnitRunner localUnits(WorkSpec spec, Workspaces workspaces, PackedRows packed) {
    int threads = packed.shards().context().defaultParallelism();
    List<Shard> shards = new ArrayList<>();
    // One partition at a time is in memory twice.
    packed.shards().toLocalIterator().forEachRemaining(shards::add);
    packed.close();
    return new LocalUnits(spec, workspaces, shards, threads);
  }

  /** A model to begin with may be one that nothing improves; first weights are no result. */
  private void requireUpdate(Trainer.Outcome outcome) {
    if (outcome.steps() == 0 && warmStart == null) {
      throw new ConfigurationException(
          "--optimizer %s finds no step that makes the first weights better, as where their gradient is 0; choose others with --init or --seed"
              .formatted(config.optimizer()));
    }
  }

  private OutputDecoder decoder() {
    return schema.task() == Task.CLASSIFICATION
        ? OutputDecoder.classes(
            schema.classes().size(), problem.loss(), problem.network().outputActivation())
        : OutputDecoder.values(rows.targets());
  }

  private List<String> labels() {
    return schema.task() == Task.CLASSIFICATION ? schema.classes() : schema.labels();
  }

  private RunDescription describe(
      PackedRows packed, BatchPlan plan, BatchSize batch, UnitRunner runner, List<String> notes) {
    return new RunDescription(
        packed.trainRows(),
        packed.heldOutRows(),
        schema.features().size(),
        problem.network(),
        problem.network().layout().size(),
        "%s, %s".formatted(problem.loss(), problem.penalty()),
        descent.toString(),
        rows.storage(),
        rows.packedBytes(),
        packed.trainRowsOfShards().length,
        runner.description(),
        "%s, %s, fingerprint %s"
            .formatted(
                config.precision(),
                arithmetic.description(),
                arithmetic.fingerprint(config.precision())),
        plan.full() ? "full" : batch + " " + config.sampling(),
        plan.stepsPerEpoch(),
        config.epochs(),
        notes);
  }

  private TrainingResult result(
      Trainer.Outcome outcome,
      Objective objective,
      ScoreSpec validation,
      OutputDecoder decoder,
      PackedRows packed) {
    double[] parameters = config.precision().round(outcome.parameters());
    ScoreSpec train = ScoreSpec.of(decoder, packed.trainRows());
    int shards = packed.trainRowsOfShards().length;
    ScoreSum trainScores =
        objective.score(parameters, false, train.forReport(shards), "metrics of training rows");
    ScoreSum validationScores =
        validation == null
            ? null
            : objective.score(
                parameters, true, validation.forReport(shards), "metrics of validation rows");
    requireFinite(trainScores, validationScores, parameters);
    ScoreSum shown = validationScores == null ? trainScores : validationScores;
    Model model =
        new Model(
            schema,
            problem.network(),
            parameters,
            config.precision(),
            problem.loss(),
            rows.encoder(),
            rows.targets(),
            Map.of(
                "blas",
                arithmetic.description(),
                "fingerprint",
                arithmetic.fingerprint(config.precision())));
    return new TrainingResult(
        model.with(GoldenRows.of(model, rows.golden(), config.blas())),
        trainScores.toMap(labels()),
        validationScores == null ? Map.of() : validationScores.toMap(labels()),
        shown.sample(),
        shown.curves(),
        outcome.interrupted() ? null : importance(model),
        outcome.epochs(),
        outcome.steps(),
        outcome.seconds(),
        outcome.examplesPerSecond(),
        outcome.stoppedBecause(),
        outcome.interrupted(),
        outcome.resumedAt());
  }

  private Importance importance(Model model) {
    return rows.importanceRows()
        .map(some -> ColumnShuffles.of(model, rows.specs(), some, config.seed(), config.blas()))
        .orElse(null);
  }

  private void requireFinite(ScoreSum train, ScoreSum validation, double[] parameters) {
    if (!train.isFinite()
        || validation != null && !validation.isFinite()
        || !Arrays.stream(parameters).allMatch(Double::isFinite)) {
      throw new DivergedException(
          "the weights have become so large that the loss is no number in %s: a smaller --learning-rate or --scaling standard may help"
              .formatted(config.precision()));
    }
  }
}
