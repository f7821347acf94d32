package io.rappel.trainer.spark;

import io.rappel.trainer.BatchedObjective;
import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.Descent;
import io.rappel.trainer.EpochChecks;
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
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.math.Arithmetic;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.objective.Objective;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.unit.LocalUnits;
import io.rappel.trainer.objective.unit.UnitProbe;
import io.rappel.trainer.objective.unit.UnitRunner;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.objective.unit.Workspaces;
import java.util.ArrayList;
import java.util.List;
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

  private final PreparedData data;
  private final TrainingConfig config;
  private final Arithmetic arithmetic;
  private final Descent descent;
  private final TrainingListener listener;
  private final TrainingControl control;

  private SparkTraining(PreparedData data, TrainingListener listener, TrainingControl control) {
    this.data = data;
    this.config = data.config();
    this.arithmetic = SparkScoring.arithmetic(config.running().blas());
    this.descent = new Descent(config.descent(), config.end(), config.network().dropout());
    this.listener = listener;
    this.control = control;
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
    try (PreparedData data = PreparedData.of(input, config)) {
      return new SparkTraining(data, listener, control).train();
    }
  }

  /** What can be said of settings before rows are packed. */
  private static void check(TrainingInput input, TrainingConfig config) {
    Model start = input.warmStart();
    int inputs = start == null ? input.schema().features().size() : start.network().inputs();
    TrainingConfig settled = Recipe.settle(config, input.schema().task(), 1);
    Problem problem = Problem.of(settled, input.schema(), inputs);
    SparkScoring.arithmetic(config.running().blas());
    if (config.running().importance()) {
      SparkScoring.requireFewColumns(input.schema());
    }
    if (start != null) {
      WarmStart.check(start, input.schema(), problem);
    }
  }

  private TrainingResult train() {
    PackedRows packed = data.packed();
    UnitWork work = UnitWork.of(data, arithmetic.kind());
    boolean local = isLocal();
    new MemoryCheck(
            config.descent().optimizer(),
            work.spec(),
            data.bytesOfRow(),
            !work.centering().isNone())
        .check(JavaSparkContext.fromSparkContext(packed.shards().context()), local);
    Workspaces workspaces = new Workspaces();
    UnitProbe probe =
        new UnitProbe(work.spec(), workspaces, packed.anyToTrainOn(), packed.trainRows());
    try (UnitRunner runner =
        local
            ? localUnits(work.spec(), workspaces, packed)
            : new SparkUnits(work.spec(), workspaces, packed)) {
      String fingerprint = arithmetic.fingerprint(data.precision());
      Objective objective =
          new Objective(
              data.network(),
              work.centering(),
              data.precision(),
              data.problem().penalty(),
              runner,
              fingerprint);
      List<String> notes = new ArrayList<>(work.notes());
      if (!local) {
        idle(work.plan(), packed.shards().context().defaultParallelism()).ifPresent(notes::add);
      }
      listener.started(describe(work.plan(), runner, notes));
      ScoreSpec validation =
          packed.heldOutRows() > 0
              ? ScoreSpec.of(data.decoder(), packed.heldOutRows())
                  .ofTraining(
                      Math.min(MOST_COMPARED, packed.heldOutRows()),
                      packed.trainRowsOfShards().length)
              : null;
      Trainer trainer =
          new Trainer(
              config.end(),
              new BatchedObjective(
                  data.network().layout(), data.precision(), objective, work.plan()),
              descent.optimizer(data.network(), work.plan(), data.encoder().splineInputs()),
              new EpochChecks(validation, data.outputLabels(), probe),
              listener);
      TrainingState state = control.begin(facts(fingerprint));
      Trainer.Outcome outcome =
          state == null ? trainer.run(firstParameters(), control) : trainer.resume(state, control);
      requireUpdate(outcome);
      return new TrainedModel(data, arithmetic, outcome.parameters())
          .result(outcome, objective, validation);
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

  private RunFacts facts(String fingerprint) {
    DataSchema schema = data.schema();
    return new RunFacts(
        schema.features().size(),
        RunFacts.columns(schema),
        schema.classes().size(),
        data.packed().trainRows(),
        data.packed().heldOutRows(),
        data.packed().checksum(),
        data.precision(),
        fingerprint,
        config.end().epochs());
  }

  private double[] firstParameters() {
    Model warmStart = data.input().warmStart();
    return warmStart == null
        ? config
            .network()
            .initializer()
            .initialize(data.network(), data.encoder().splineInputs(), config.batches().seed())
        : warmStart.parameters().clone();
  }

  private boolean isLocal() {
    String master = data.packed().shards().context().master();
    long most = (long) (LOCAL_SHARE * Runtime.getRuntime().maxMemory());
    boolean small = data.packedBytes() <= most;
    LocalPath path = config.running().localPath();
    return path == LocalPath.ALWAYS
        || path == LocalPath.AUTO && small && master.matches("local(\\[.*\\])?");
  }

  private static UnitRunner localUnits(WorkSpec spec, Workspaces workspaces, PackedRows packed) {
    int threads = packed.shards().context().defaultParallelism();
    List<Shard> shards = packed.inDriver();
    packed.close();
    return new LocalUnits(spec, workspaces, shards, threads);
  }

  /** A model to begin with may be one that nothing improves; first weights are no result. */
  private void requireUpdate(Trainer.Outcome outcome) {
    if (outcome.steps() == 0 && data.input().warmStart() == null) {
      throw new ConfigurationException(
          "--optimizer %s finds no step that makes the first weights better, as where their gradient is 0; choose others with --init or --seed"
              .formatted(config.descent().optimizer()));
    }
  }

  private RunDescription describe(BatchPlan plan, UnitRunner runner, List<String> notes) {
    PackedRows packed = data.packed();
    return new RunDescription(
        packed.trainRows(),
        packed.heldOutRows(),
        data.schema().features().size(),
        data.network(),
        data.network().layout().size(),
        "%s, %s".formatted(data.problem().loss(), data.problem().penalty()),
        descent.toString(),
        data.storage(),
        data.packedBytes(),
        packed.trainRowsOfShards().length,
        runner.description(),
        "%s, %s, fingerprint %s"
            .formatted(
                data.precision(),
                arithmetic.description(),
                arithmetic.fingerprint(data.precision())),
        plan.full() ? "full" : config.batches().batch() + " " + config.batches().sampling(),
        plan.stepsPerEpoch(),
        config.end().epochs(),
        notes);
  }
}
