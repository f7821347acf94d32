package io.rappel.trainer.spark;

import io.rappel.trainer.BatchedObjective;
import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.Descent;
import io.rappel.trainer.EpochChecks;
import io.rappel.trainer.LocalPath;
import io.rappel.trainer.MemberListener;
import io.rappel.trainer.Problem;
import io.rappel.trainer.Recipe;
import io.rappel.trainer.RunDescription;
import io.rappel.trainer.Trainer;
import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.TrainingControl;
import io.rappel.trainer.TrainingInterruptedException;
import io.rappel.trainer.TrainingListener;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.WarmStart;
import io.rappel.trainer.checkpoint.FinishedMembers;
import io.rappel.trainer.checkpoint.RunFacts;
import io.rappel.trainer.checkpoint.TrainingState;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.math.Arithmetic;
import io.rappel.trainer.math.Mix;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Average;
import io.rappel.trainer.network.Network;
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
      Integer members = config.network().members();
      if (members != null && members > 1) {
        throw new ConfigurationException(
            "--members %d trains networks from seeds of their own and cannot begin with a model"
                .formatted(members));
      }
      WarmStart.check(start, input.schema(), problem);
    }
  }

  private TrainingResult train() {
    PackedRows packed = data.packed();
    int members = config.network().members();
    UnitWork first = work(data.network(), 0);
    UnitWork whole = members == 1 ? first : work(new Average(data.network(), members).network(), 0);
    boolean local = isLocal();
    new MemoryCheck(
            config.descent().optimizer(),
            whole.spec(),
            data.bytesOfRow(),
            !first.centering().isNone())
        .check(JavaSparkContext.fromSparkContext(packed.shards().context()), local);
    Shard any = packed.anyToTrainOn();
    Runners runners = local ? ofDriver() : (spec, w) -> new SparkUnits(spec, w, packed);
    try (Running running = new Running(first, runners)) {
      listener.started(
          describe(
              first.plan(),
              running.runner,
              notes(first, members, local ? 0 : packed.shards().context().defaultParallelism())));
    }
    ScoreSpec validation = validation();
    TrainingState state = control.begin(facts(arithmetic.fingerprint(data.precision())));
    FinishedMembers finished = state == null ? FinishedMembers.NONE : state.finished();
    boolean interrupted = false;
    Trainer.Outcome last = null;
    while (finished.count() < members && !interrupted) {
      try (Running running = new Running(work(data.network(), finished.count()), runners)) {
        last = running.train(any, validation, finished, state);
        interrupted = last.interrupted();
        finished =
            finished.with(
                last.parameters(), last.epochs(), last.steps(), last.seconds(), last.resumedAt());
      } catch (TrainingInterruptedException e) {
        if (finished.count() == 0) {
          throw e;
        }
        interrupted = true;
      }
      state = null;
    }
    return result(finished, last, interrupted, runners, validation);
  }

  private TrainingResult result(
      FinishedMembers finished,
      Trainer.Outcome last,
      boolean interrupted,
      Runners runners,
      ScoreSpec validation) {
    Average average = new Average(data.network(), finished.count());
    Trainer.Outcome outcome =
        new Trainer.Outcome(
            average.parameters(finished.parameters()),
            finished.epochs(),
            finished.steps(),
            finished.seconds(),
            last == null ? 0 : last.examplesPerSecond(),
            interrupted
                ? Trainer.INTERRUPTED
                : finished.count() == 1
                    ? last.stoppedBecause()
                    : "%d members are averaged; the last: %s"
                        .formatted(finished.count(), last.stoppedBecause()),
            interrupted,
            finished.resumedAt());
    requireUpdate(outcome);
    try (Running running = new Running(work(average.network(), 0), runners)) {
      return new TrainedModel(data, average.network(), arithmetic, outcome.parameters())
          .result(outcome, running.objective, validation);
    }
  }

  private ScoreSpec validation() {
    PackedRows packed = data.packed();
    return packed.heldOutRows() > 0
        ? ScoreSpec.of(data.decoder(), packed.heldOutRows())
            .ofTraining(
                Math.min(MOST_COMPARED, packed.heldOutRows()), packed.trainRowsOfShards().length)
        : null;
  }

  private UnitWork work(Network network, int member) {
    return UnitWork.of(data, network, arithmetic.kind(), seed(member));
  }

  /** The run's own of the first member. */
  private long seed(int member) {
    long seed = config.batches().seed();
    return member == 0 ? seed : Mix.mix(seed, member);
  }

  /** Who runs units. */
  private interface Runners {
    UnitRunner of(WorkSpec spec, Workspaces workspaces);
  }

  /** An objective with who runs its units. */
  private final class Running implements AutoCloseable {

    private final UnitWork work;
    private final Workspaces workspaces = new Workspaces();
    private final UnitRunner runner;
    private final Objective objective;

    Running(UnitWork work, Runners runners) {
      this.work = work;
      this.runner = runners.of(work.spec(), workspaces);
      this.objective =
          new Objective(
              work.network(),
              work.centering(),
              data.precision(),
              data.problem().penalty(),
              runner,
              arithmetic.fingerprint(data.precision()));
    }

    /**
     * Trains the member that comes next.
     *
     * @param any shard with rows to train on
     * @param state of this member to go on from; null: from the beginning
     */
    Trainer.Outcome train(
        Shard any, ScoreSpec validation, FinishedMembers finished, TrainingState state) {
      int members = config.network().members();
      UnitProbe probe = new UnitProbe(work.spec(), workspaces, any, data.packed().trainRows());
      Trainer trainer =
          new Trainer(
              config.end(),
              new BatchedObjective(
                  work.network().layout(), data.precision(), objective, work.plan()),
              descent.optimizer(data.network(), work.plan(), data.encoder().splineInputs()),
              new EpochChecks(validation, data.outputLabels(), probe),
              members == 1 ? listener : new MemberListener(listener, finished, members));
      TrainingControl controlled =
          members == 1
              ? control
              : new MemberControl(control, finished, finished.count() == members - 1);
      return state == null
          ? trainer.run(firstParameters(finished.count()), controlled)
          : trainer.resume(state, controlled);
    }

    @Override
    public void close() {
      runner.close();
    }
  }

  private static List<String> notes(UnitWork work, int members, int cores) {
    List<String> notes = new ArrayList<>(work.notes());
    if (members > 1) {
      notes.add(
          "%d networks are trained, each from a seed of its own, and averaged: --members"
              .formatted(members));
    }
    if (cores > 0) {
      idle(work.plan(), cores).ifPresent(notes::add);
    }
    return notes;
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

  private double[] firstParameters(int member) {
    Model warmStart = data.input().warmStart();
    return warmStart == null
        ? config
            .network()
            .initializer()
            .initialize(data.network(), data.encoder().splineInputs(), seed(member))
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

  private Runners ofDriver() {
    PackedRows packed = data.packed();
    int threads = packed.shards().context().defaultParallelism();
    List<Shard> shards = packed.inDriver();
    packed.close();
    return (spec, workspaces) -> new LocalUnits(spec, workspaces, shards, threads);
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
        data.network().layout().size() * config.network().members(),
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
        config.end().epochs() * config.network().members(),
        notes);
  }
}
