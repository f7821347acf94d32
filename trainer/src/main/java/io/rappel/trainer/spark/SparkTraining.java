package io.rappel.trainer.spark;

import io.rappel.trainer.Descent;
import io.rappel.trainer.Problem;
import io.rappel.trainer.Trainer;
import io.rappel.trainer.TrainingControl;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.WarmStart;
import io.rappel.trainer.checkpoint.RunFacts;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.Recipe;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.PackedRows;
import io.rappel.trainer.spark.rows.PreparedData;
import io.rappel.trainer.spark.rows.TrainingInput;
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
   * @throws io.rappel.trainer.config.ConfigurationException if settings do not fit one another, the
   *     data or the memory
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
    TrainingConfig settled = Recipe.settle(config, input.schema().task(), 1, 1);
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
    boolean local = isLocal();
    Members members = Members.of(data, arithmetic, descent);
    new MemoryCheck(
            config.descent().optimizer(),
            members.whole().spec(),
            data.bytesOfRow(),
            !members.whole().centering().isNone())
        .check(JavaSparkContext.fromSparkContext(packed.shards().context()), local);
    int cores = packed.shards().context().defaultParallelism();
    List<Fold> folds = Fold.of(data, local);
    UnitRunners runners = folds.get(0).runners();
    UnitWork first = members.work(0);
    List<String> notes = new ArrayList<>(first.notes());
    if (folds.size() > 1) {
      notes.add(
          "networks validate on rows of their own, about %,d each, and train on the others; at the end a validation row is scored by those that have not trained on it"
              .formatted(packed.heldOutRows()));
    }
    if (!local) {
      idle(first.plan(), cores).ifPresent(notes::add);
    }
    listener.started(describe(first.plan(), runners.description(), notes));
    TrainingState state = control.begin(facts(arithmetic.fingerprint(data.precision())));
    Members.Trained trained = members.train(folds, state, listener, control);
    requireUpdate(trained.outcome());
    try (RunningObjective objective = members.objective(trained.work(), runners)) {
      return new TrainedModel(
              data, trained.work().network(), arithmetic, trained.outcome().parameters())
          .result(
              trained.outcome(),
              objective.objective(),
              members.validation(trained, objective.objective(), folds));
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

  private boolean isLocal() {
    String master = data.packed().shards().context().master();
    long most = (long) (LOCAL_SHARE * Runtime.getRuntime().maxMemory());
    boolean small = data.packedBytes() <= most;
    LocalPath path = config.running().localPath();
    return path == LocalPath.ALWAYS
        || path == LocalPath.AUTO && small && master.matches("local(\\[.*\\])?");
  }

  /** A model to begin with may be one that nothing improves; first weights are no result. */
  private void requireUpdate(Trainer.Outcome outcome) {
    if (outcome.steps() == 0 && data.input().warmStart() == null) {
      throw new ConfigurationException(
          "--optimizer %s finds no step that makes the first weights better, as where their gradient is 0; choose others with --init or --seed"
              .formatted(config.descent().optimizer()));
    }
  }

  private RunDescription describe(BatchPlan plan, String runner, List<String> notes) {
    PackedRows packed = data.packed();
    return new RunDescription(
        packed.trainRows(),
        packed.heldOutRows(),
        data.schema().features().size(),
        data.network(),
        config.network().members(),
        data.network().layout().size() * config.network().members(),
        "%s, %s".formatted(data.problem().loss(), data.problem().penalty()),
        descent.toString(),
        data.storage(),
        data.packedBytes(),
        packed.trainRowsOfShards().length,
        runner,
        "%s, %s, fingerprint %s"
            .formatted(
                data.precision(),
                arithmetic.description(),
                arithmetic.fingerprint(data.precision())),
        plan.full() ? "full" : config.batches().batch() + " " + config.batches().sampling(),
        plan.stepsPerEpoch(),
        MemberListener.epochs(config.network().members(), config.end().epochs()),
        notes);
  }
}
