package io.rappel.jobs.run;

import io.rappel.jobs.config.options.CheckpointOptions;
import io.rappel.jobs.config.options.RowsOptions;
import io.rappel.jobs.config.options.RunningOptions;
import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.output.CheckpointPlace;
import io.rappel.jobs.output.HistoryWriter;
import io.rappel.jobs.output.Listeners;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.RunDirectory;
import io.rappel.jobs.output.RunMetrics;
import io.rappel.jobs.output.RunStatus;
import io.rappel.jobs.output.console.Progress;
import io.rappel.jobs.output.console.Reading;
import io.rappel.jobs.output.console.ReadingProgress;
import io.rappel.jobs.output.console.ReadingTime;
import io.rappel.jobs.output.console.RunHeader;
import io.rappel.jobs.output.console.Terminal;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.report.Report;
import io.rappel.jobs.report.section.RunLog;
import io.rappel.jobs.rows.RowReader;
import io.rappel.jobs.rows.ScoringRows;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.jobs.session.Interruption;
import io.rappel.jobs.session.SparkStart;
import io.rappel.jobs.watch.RunWatch;
import io.rappel.jobs.watch.RunWatches;
import io.rappel.jobs.watch.SparkMetrics;
import io.rappel.trainer.TrainingInterruptedException;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.DivergedException;
import io.rappel.trainer.progress.Diagnosis;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkTraining;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** One training, from its rows to its directory. */
public final class TrainJob {

  /** Tells of a training that was to end while its rows were read. */
  public static final String BEFORE_STEPS = "interrupted before the first step";

  private final TrainingConfig config;
  private final RowsOptions rows;
  private final RunRows runRows;
  private final RunningOptions running;
  private final CheckpointOptions checkpoints;
  private final Model warmStart;
  private final Map<String, Object> configuration;
  private final Map<String, Object> settings;
  private final PrintWriter progress;
  private final Elapsed elapsed;
  private final RunLog log = new RunLog();
  private final Terminal terminal = Terminal.ofErrorStream();
  private Optional<String> lostHistory = Optional.empty();
  private RunWatch watch = new RunWatches(List.of());
  private String goesOn = "--resume";

  /**
   * @param warmStart the model to begin with, or null
   * @param configuration effective options, for the model's provenance
   * @param settings of these, what all attempts of a run must share
   * @param progress where to show how it goes
   * @param elapsed how long the command has been running
   */
  public TrainJob(
      TrainingConfig config,
      RowsOptions rows,
      RunningOptions running,
      CheckpointOptions checkpoints,
      Model warmStart,
      Map<String, Object> configuration,
      Map<String, Object> settings,
      PrintWriter progress,
      Elapsed elapsed) {
    this.config = config;
    this.rows = rows;
    this.runRows = new RunRows(rows, config, warmStart);
    this.running = running;
    this.checkpoints = checkpoints;
    this.warmStart = warmStart;
    this.configuration = configuration;
    this.settings = settings;
    this.progress = progress;
    this.elapsed = elapsed;
  }

  /** The same, told to one who watches. */
  public TrainJob watchedBy(RunWatch one) {
    watch = one;
    return this;
  }

  /**
   * The same, for runs with which no option goes on.
   *
   * @param what goes on with them, for people
   */
  public TrainJob goneOnWithBy(String what) {
    goesOn = what;
    return this;
  }

  /**
   * Trains into a claimed directory, which is published with a model or left with the record of a
   * failure.
   *
   * @param place of checkpoints; null: none are kept
   * @throws TrainingInterruptedException if the run was told to end; what it had is in its place
   */
  public RunMetrics run(RunDirectory directory, CheckpointPlace place) throws IOException {
    try (RunWatch told = watch;
        Interruption interruption = Interruption.watch(progress)) {
      RunMetrics metrics = run(directory, place, interruption);
      told.finished(metrics);
      ending(directory, interruption).requireFinished(metrics);
      return metrics;
    }
  }

  private RunEnding ending(RunDirectory directory, Interruption interruption) {
    return new RunEnding(
        directory, interruption, checkpoints.folder() == null ? null : goesOn, progress);
  }

  private RunMetrics run(RunDirectory directory, CheckpointPlace place, Interruption interruption)
      throws IOException {
    return ending(directory, interruption)
        .recorded(
            () -> {
              runRows.requireInput(HadoopPaths.configuration(SparkStart.settings(running)));
              return SparkStart.run(
                  running,
                  progress,
                  interruption,
                  spark -> {
                    interruption.cancelJobsOf(spark, BEFORE_STEPS);
                    spark
                        .sparkContext()
                        .setJobGroup("rappel-" + directory.run(), "rappel train", false);
                    ReadingTime reading = new ReadingTime();
                    TrainingRows train =
                        new Reading(spark, progress)
                            .during(() -> runRows.read(new RowReader(spark)));
                    return published(directory, place, interruption, spark, train, reading);
                  });
            });
  }

  /**
   * The same with rows that have been read, in a session that goes on. Who watches goes on too, and
   * is not told that the run has finished, unless it was interrupted: what follows decides.
   */
  public RunMetrics run(
      RunDirectory directory,
      CheckpointPlace place,
      Interruption interruption,
      SparkSession spark,
      TrainingRows train)
      throws IOException {
    RunEnding ending = ending(directory, interruption);
    RunMetrics metrics =
        ending.recorded(
            () -> published(directory, place, interruption, spark, train, new ReadingTime()));
    if (metrics.result().interrupted()) {
      watch.finished(metrics);
    }
    ending.requireFinished(metrics);
    return metrics;
  }

  /** What has happened in the training. */
  public RunLog log() {
    return log;
  }

  private RunMetrics published(
      RunDirectory directory,
      CheckpointPlace place,
      Interruption interruption,
      SparkSession spark,
      TrainingRows train,
      ReadingTime reading)
      throws IOException {
    RunMetrics metrics = run(directory, place, interruption, spark, train, reading);
    if (!metrics.result().interrupted()) {
      directory.publish(new RunStatus(Outcome.DONE, metrics.result().stoppedBecause()));
    }
    return metrics;
  }

  private RunMetrics run(
      RunDirectory directory,
      CheckpointPlace place,
      Interruption interruption,
      SparkSession spark,
      TrainingRows train,
      ReadingTime reading)
      throws IOException {
    RowReader reader = new RowReader(spark);
    Reading shown = new Reading(spark, progress);
    ScoringRows validation = runRows.validation(reader, train);
    ScoringRows test = runRows.test(reader, train, shown);
    RunHeader header = new RunHeader(progress, terminal.width());
    header.line("rappel", SparkStart.describe(spark));
    train.notes().forEach(note -> header.line("note", note));
    RunNotes.of(runRows, configuration).forEach(note -> header.line("note", note));
    TrainingResult result;
    ReadingProgress packing = shown.begin();
    try {
      TrainingInput input = runRows.input(train, validation, test);
      told(validation, "--validation: ", header);
      told(test, "--test: ", header);
      Runnable onceRead =
          () -> {
            packing.close();
            train.requireUnchanged();
            requireUnchanged(validation);
          };
      result = train(input, directory, place, interruption, header, reading, onceRead);
    } catch (DivergedException | TrainingInterruptedException ended) {
      // How it went so far is what its owner wants to see.
      reportEnd(directory, train, ended, spark);
      throw ended;
    } finally {
      packing.close();
    }
    Model model =
        Provenance.describe(
            result.model(), configuration, rows, train.provenance(), log.description(), spark);
    Map<String, Object> testMetrics =
        test == null
            ? Map.of()
            : test.evaluate(
                model, config.running().blas(), note -> header.line("note", "--test: " + note));
    requireUnchanged(test);
    String sha256 = ModelFiles.write(model, directory.files(), directory.staging());
    List<String> diagnosis = new ArrayList<>(Diagnosis.of(log.epochs(), model.network(), false));
    lostHistory.ifPresent(diagnosis::add);
    RunMetrics metrics =
        new RunMetrics(
            result,
            testMetrics,
            config.batches().seed(),
            sha256,
            diagnosis,
            reading.seconds(),
            elapsed.seconds());
    directory.write(RunDirectory.METRICS, metrics.json());
    Report report =
        new Report(log, model.schema(), model.network(), configuration, model.provenance());
    return directory
        .writeIfPossible(RunDirectory.REPORT, report.finished(metrics))
        .map(metrics::and)
        .orElse(metrics);
  }

  private void reportEnd(
      RunDirectory directory, TrainingRows train, RuntimeException ended, SparkSession spark) {
    DataSchema schema = train.schema();
    Network network = log.description().network();
    Map<String, Object> provenance =
        Provenance.ofRun(rows, train.provenance(), log.description(), spark);
    Report report = new Report(log, schema, network, configuration, provenance);
    boolean diverged = ended instanceof DivergedException;
    List<String> diagnosis = Diagnosis.of(log.epochs(), network, diverged);
    directory
        .writeIfPossible(RunDirectory.REPORT, report.failed(ended.getMessage(), diagnosis))
        .ifPresent(lost -> new RunHeader(progress, terminal.width()).line("note", lost));
  }

  private static void told(ScoringRows rows, String option, RunHeader header) {
    if (rows != null) {
      rows.notes().forEach(note -> header.line("note", option + note));
    }
  }

  private static void requireUnchanged(ScoringRows rows) {
    if (rows != null) {
      rows.requireUnchanged();
    }
  }

  private TrainingResult train(
      TrainingInput input,
      RunDirectory directory,
      CheckpointPlace place,
      Interruption interruption,
      RunHeader header,
      ReadingTime reading,
      Runnable onceRead)
      throws IOException {
    HistoryWriter history = new HistoryWriter(config.end(), directory.create(RunDirectory.HISTORY));
    RunControl control =
        new RunControl(
            place,
            checkpoints.every(),
            directory.run(),
            settings,
            history,
            log,
            header,
            interruption);
    header.line(
        "history", HadoopPaths.display(new Path(directory.staging(), RunDirectory.HISTORY)));
    try (history;
        SparkMetrics metrics = new SparkMetrics();
        Progress live =
            new Progress(progress, terminal.isLive(), terminal::width, System::nanoTime)) {
      Listeners listeners =
          new Listeners(whenStarted(onceRead), reading, log, header, history, metrics, watch, live);
      return SparkTraining.train(input, config, listeners, control);
    } finally {
      lostHistory = history.failure().map(why -> directory.leaveOut(RunDirectory.HISTORY, why));
    }
  }

  /** Rows are read up to the first step, and files may change after it. */
  private static TrainingListener whenStarted(Runnable action) {
    return new TrainingListener() {
      @Override
      public void started(RunDescription run) {
        action.run();
      }
    };
  }
}
