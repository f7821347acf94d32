package io.rappel.jobs.retrain;

import io.rappel.jobs.config.ResumedSettings;
import io.rappel.jobs.config.options.CheckpointOptions;
import io.rappel.jobs.config.options.GateOptions;
import io.rappel.jobs.config.options.RetrainOptions;
import io.rappel.jobs.config.options.RowsOptions;
import io.rappel.jobs.config.options.RunningOptions;
import io.rappel.jobs.config.options.WatchOptions;
import io.rappel.jobs.output.CheckpointPlace;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.RunDirectory;
import io.rappel.jobs.output.RunMetrics;
import io.rappel.jobs.output.console.Reading;
import io.rappel.jobs.output.console.RunHeader;
import io.rappel.jobs.output.console.Terminal;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.output.files.LockedException;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.RegistrySettings;
import io.rappel.jobs.registry.RunFolder;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.report.RetrainPage;
import io.rappel.jobs.rows.RowReader;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.jobs.run.Elapsed;
import io.rappel.jobs.run.RunRows;
import io.rappel.jobs.run.TrainJob;
import io.rappel.jobs.run.Watches;
import io.rappel.jobs.session.Interruption;
import io.rappel.jobs.watch.RunWatch;
import io.rappel.trainer.checkpoint.Checkpoint;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.gate.GateDecision;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.spark.gate.GateSurvey;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * A retraining: rows are read, a challenger is trained, judged beside the champion and recorded.
 * Killed at any moment, the same job does what is left to do.
 */
public final class RetrainJob {

  private final Registry registry;
  private final RetrainOptions options;
  private final GateOptions gate;
  private final RowsOptions rows;
  private final RunningOptions running;
  private final WatchOptions watch;
  private final TrainingConfig config;
  private final Function<Model, TrainingConfig> configFrom;
  private final Map<String, Object> configuration;
  private final Map<String, Object> asked;
  private final Map<String, Object> settings;
  private final Configuration hadoop;
  private final PrintWriter err;
  private final Elapsed elapsed;
  private boolean repeated;
  private String page;
  private StartChoice choice;
  private TrainJob job;

  /**
   * @param config of a training that begins with new weights
   * @param configFrom gives that of one that goes on from a model
   * @param configuration effective options, with the paths of the day
   * @param asked effective options as the user gave them
   */
  public RetrainJob(
      Registry registry,
      RetrainOptions options,
      GateOptions gate,
      RowsOptions rows,
      RunningOptions running,
      WatchOptions watch,
      TrainingConfig config,
      Function<Model, TrainingConfig> configFrom,
      Map<String, Object> configuration,
      Map<String, Object> asked,
      Configuration hadoop,
      PrintWriter err,
      Elapsed elapsed) {
    this.registry = registry;
    this.options = options;
    this.gate = gate;
    this.rows = rows;
    this.running = running;
    this.watch = watch;
    this.config = config;
    this.configFrom = configFrom;
    this.configuration = configuration;
    this.asked = asked;
    this.settings = RunIdentity.settings(asked);
    this.hadoop = hadoop;
    this.err = err;
    this.elapsed = elapsed;
  }

  /** Whether the run was committed before, so that nothing was done. */
  public boolean isRepeated() {
    return repeated;
  }

  /** The page of the run; null: nothing was done. */
  public String page() {
    return page;
  }

  /**
   * Does all of it.
   *
   * @param notes sentences that are told first
   * @return the record in which the run ends, or has ended before
   */
  public LogRecord run(SparkSession spark, Interruption interruption, List<String> notes)
      throws IOException {
    interruption.cancelJobsOf(spark, TrainJob.BEFORE_STEPS);
    Reading shown = new Reading(spark, err);
    RowReader reader = new RowReader(spark);
    Task implied = RunRows.impliedTask(config);
    Founding founding = new Founding(registry, gate);
    RegistrySettings founded =
        founding.settings(
            () -> shown.during(() -> reader.readForTraining(rows.request(), implied)));
    TrainingRows train =
        shown.during(() -> reader.readForTraining(rows.request(), implied, founded.selection()));
    boolean handedOn = false;
    try {
      GateSurvey survey = shown.during(() -> survey(train));
      GateRun judging = new GateRun(train, survey, gate, founded.salt(), running.blas());
      judging.check();
      founding.found(founded);
      String id =
          RunIdentity.id(settings, train.provenance(), survey.fingerprint(), options.logicalDate());
      Optional<LogRecord> done = registry.log().read().ofRun(id);
      if (done.isPresent()) {
        repeated = true;
        return done.get();
      }
      RunHeader header = new RunHeader(err, Terminal.ofErrorStream().width());
      header.line("run", "%s of %s, for %s".formatted(id, registry, options.logicalDate()));
      notes.forEach(note -> header.line("note", note));
      RunFolder folder = registry.folder(id);
      try {
        folder.attempt();
        choice =
            new StartChoice(registry, options, hadoop, running.blas(), configFrom, train, header);
        Optional<Model> start = choice.start(folder);
        handedOn = true;
        return retrained(spark, interruption, folder, judging, train, start);
      } catch (LockedException locked) {
        // Another has the folder.
        throw locked;
      } catch (Throwable thrown) {
        // Whatever it was, and Spark throws checked exceptions undeclared: status.json has to tell.
        folder.failed(interruption.insteadOf(thrown).<Throwable>map(e -> e).orElse(thrown));
        throw thrown;
      }
    } finally {
      if (!handedOn) {
        train.close();
      }
    }
  }

  private LogRecord retrained(
      SparkSession spark,
      Interruption interruption,
      RunFolder folder,
      GateRun judging,
      TrainingRows train,
      Optional<Model> start)
      throws IOException {
    try (RunWatch told =
        Watches.ofRegistry(
            watch,
            folder.id(),
            options.logicalDate(),
            registry.toString(),
            configuration,
            hadoop,
            err)) {
      RunMetrics metrics = train(spark, interruption, folder, train, start, told);
      interruption.cancelJobsOf(spark, "interrupted while it was compared with the champion");
      LogRecord record = judge(judging, folder, metrics, train);
      told.finished(metrics);
      RetrainRecord.tell(record, registry.model(record.version()), told);
      return record;
    }
  }

  private static GateSurvey survey(TrainingRows train) {
    GateSurvey survey =
        GateSurvey.of(
            train.judged().batches().get(),
            train.judged().judges(),
            train.schema().labels().size(),
            train.classes(),
            train.schema().classes().size());
    if (survey.judging() == 0) {
      throw new DataException(
          "none of %,d rows is among those that judge models: give more rows, or found a registry with a larger --gate-share"
              .formatted(survey.others()));
    }
    return survey;
  }

  private RunMetrics train(
      SparkSession spark,
      Interruption interruption,
      RunFolder folder,
      TrainingRows train,
      Optional<Model> start,
      RunWatch told)
      throws IOException {
    TrainingConfig ours = start.map(configFrom).orElse(config);
    CheckpointOptions checkpoints =
        CheckpointOptions.resuming(
            HadoopPaths.display(folder.checkpoints()), options.checkpointEvery());
    try (CheckpointPlace place =
        CheckpointPlace.claim(
            checkpoints.folder(),
            true,
            false,
            hadoop,
            damage ->
                err.println("rappel: warning: a damaged checkpoint is passed over: " + damage))) {
      Optional<Checkpoint> resumed = place.resumed();
      resumed.ifPresent(checkpoint -> ResumedSettings.requireSame(settings, ours, checkpoint));
      try (RunDirectory directory =
          RunDirectory.claim(HadoopPaths.display(folder.challenger()), true, folder.id(), hadoop)) {
        job =
            new TrainJob(
                    ours,
                    rows,
                    running,
                    checkpoints,
                    start.orElse(null),
                    configuration,
                    settings,
                    err,
                    elapsed)
                .watchedBy(told)
                .goneOnWithBy("the same command");
        return job.run(
            directory, place, interruption, spark, start.map(train::continuing).orElse(train));
      }
    }
  }

  private LogRecord judge(GateRun judging, RunFolder folder, RunMetrics metrics, TrainingRows train)
      throws IOException {
    Model challenger =
        ModelFiles.read(
            HadoopPaths.display(folder.challenger()), hadoop, ModelUse.RETRAIN, running.blas());
    folder.describeRows(choice.manifest(challenger).toMap());
    registry.keep(folder.challenger(), metrics.weightsSha256());
    return commit(judging, folder.id(), metrics, train, folder);
  }

  /** Judges until no other record comes between. */
  private LogRecord commit(
      GateRun judging, String id, RunMetrics metrics, TrainingRows train, RunFolder folder)
      throws IOException {
    String version = metrics.weightsSha256();
    Model challenger = choice.read(version);
    while (true) {
      LogState state = registry.log().read();
      Optional<LogRecord> done = state.ofRun(id);
      if (done.isPresent()) {
        return done.get();
      }
      Optional<String> champion = state.champion();
      Model old = champion.isPresent() ? choice.read(champion.get()) : null;
      GateDecision decision = judging.judge(challenger, old);
      train.requireUnchanged(); // which was read for the last time: what follows is published
      Map<String, Object> fields =
          new RetrainRecord(id, options.logicalDate(), options.isManual(), asked)
              .fields(
                  state,
                  version,
                  decision,
                  choice.drift(),
                  metrics,
                  train.provenance(),
                  judging.survey(),
                  folder.start().orElse(""));
      Optional<LogRecord> added = registry.log().append(state, fields);
      if (added.isPresent()) {
        page = page(added.get(), challenger, decision);
        return added.get();
      }
    }
  }

  private String page(LogRecord record, Model challenger, GateDecision decision) {
    Map<String, Object> facts = new LinkedHashMap<>(record.fields());
    facts.keySet().removeAll(List.of("gate", "checks", "options", "challenger", "champion"));
    // The day is in the heading.
    facts.remove(LogRecord.Fields.LOGICAL_DATE);
    Map<String, Object> others = new LinkedHashMap<>(configuration);
    others.remove("logical-date");
    return RetrainPage.of(
        new RetrainPage(
            record.kind().toString(),
            "%s of %s, logical date %s"
                .formatted(
                    challenger.schema().task(),
                    String.join(", ", challenger.schema().labels()),
                    options.logicalDate()),
            decision,
            choice.drift(),
            job.log(),
            challenger.network(),
            facts,
            others));
  }
}
