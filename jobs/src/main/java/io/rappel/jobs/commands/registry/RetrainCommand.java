package io.rappel.jobs.commands.registry;

import io.rappel.jobs.commands.HelpOption;
import io.rappel.jobs.config.EffectiveConfiguration;
import io.rappel.jobs.config.options.ConfigOptions;
import io.rappel.jobs.config.options.GateOptions;
import io.rappel.jobs.config.options.RetrainOptions;
import io.rappel.jobs.config.options.RowsOptions;
import io.rappel.jobs.config.options.RunningOptions;
import io.rappel.jobs.config.options.WatchOptions;
import io.rappel.jobs.config.training.BatchOptions;
import io.rappel.jobs.config.training.DescentOptions;
import io.rappel.jobs.config.training.EndOptions;
import io.rappel.jobs.config.training.NetworkOptions;
import io.rappel.jobs.config.training.ObjectiveOptions;
import io.rappel.jobs.config.values.TrainingDefaults;
import io.rappel.jobs.output.files.ClaimedPlace;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.retrain.DatedPaths;
import io.rappel.jobs.retrain.RetrainJob;
import io.rappel.jobs.retrain.RetrainOutcome;
import io.rappel.jobs.rows.InputCheck;
import io.rappel.jobs.run.Elapsed;
import io.rappel.jobs.session.Interruption;
import io.rappel.jobs.session.Logs;
import io.rappel.jobs.session.SparkStart;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.Recipe;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains a challenger for a registry, judges it, and makes it the champion if it may be. */
@Command(
    name = "retrain",
    description =
        "Trains a challenger on new rows and makes it a registry's champion where it stands the"
            + " comparison. The same command again does nothing, and goes on where one was killed.",
    sortOptions = false,
    showDefaultValues = true,
    abbreviateSynopsis = true,
    customSynopsis = {
      "rappel retrain --registry DIR --data PATH --label COL [OPTIONS]",
      "   or: rappel retrain --registry DIR --table NAME --label COL [OPTIONS]",
      "   or: rappel retrain --registry DIR --replay FROM..TO --into NEW [OPTIONS]"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel retrain --registry models --data rows.csv --label price",
      "  rappel retrain --registry models --data 'rows/day={logical-date}' \\",
      "      --window 7 --label price --logical-date 2026-11-01",
      "  rappel retrain --registry models --data new.csv --label y --promote manual"
    },
    defaultValueProvider = TrainingDefaults.class)
public final class RetrainCommand implements Callable<Integer> {

  /** Options of a replay that are those of its runs. */
  private static final Set<String> REPLAYED_WITH =
      Set.of(
          "--gate",
          "--gate-test",
          "--gate-margin",
          "--gate-floor",
          "--gate-slice",
          "--conf",
          "--partitions",
          "--local-path",
          "--tensorboard",
          "--mlflow");

  @Spec private CommandSpec spec;

  @ParentCommand private Elapsed elapsed;

  @Mixin private HelpOption help;

  @ArgGroup(validate = false, heading = "%nRegistry%n", order = 1)
  private final RetrainOptions retrain = new RetrainOptions();

  @ArgGroup(validate = false, heading = "%nGate%n", order = 2)
  private final GateOptions gate = new GateOptions();

  @ArgGroup(validate = false, heading = "%nRows%n", order = 3)
  private final RowsOptions rows = new RowsOptions();

  @ArgGroup(validate = false, heading = "%nNetwork%n", order = 4)
  private final NetworkOptions network = new NetworkOptions();

  @ArgGroup(validate = false, heading = "%nObjective%n", order = 5)
  private final ObjectiveOptions objective = new ObjectiveOptions();

  @ArgGroup(validate = false, heading = "%nDescent%n", order = 6)
  private final DescentOptions descent = new DescentOptions();

  @ArgGroup(validate = false, heading = "%nBatches%n", order = 7)
  private final BatchOptions batches = new BatchOptions();

  @ArgGroup(validate = false, heading = "%nEnd%n", order = 8)
  private final EndOptions end = new EndOptions();

  @ArgGroup(validate = false, heading = "%nWatching%n", order = 9)
  private final WatchOptions watch = new WatchOptions();

  @ArgGroup(validate = false, heading = "%nRunning%n", order = 10)
  private final RunningOptions running = new RunningOptions();

  @Override
  public Integer call() throws IOException {
    Logs.configure(running.verbose());
    TrainingConfig config = trainingConfig();
    if (running.printConfig()) {
      spec.commandLine()
          .getOut()
          .print(EffectiveConfiguration.yaml(spec, Recipe.rules(config.descent().optimizer())));
      spec.commandLine().getOut().flush();
      return 0;
    }
    Configuration hadoop = HadoopPaths.configuration(SparkStart.settings(running));
    PrintWriter err = spec.commandLine().getErr();
    if (retrain.replay() != null) {
      return replay(hadoop, err);
    }
    check();
    Map<String, Object> asked = EffectiveConfiguration.of(spec);
    DatedPaths dated = new DatedPaths(retrain.logicalDate(), retrain.window(), hadoop);
    List<String> notes = dated.replaceIn(rows);
    dated
        .found(rows.request().input())
        .ifPresentOrElse(
            files -> InputCheck.requireColumns(files, rows.request(), hadoop),
            () -> InputCheck.requireColumns(rows.request(), hadoop));
    Registry registry = Registry.openOrFound("--registry", retrain.registry(), hadoop);
    RetrainJob job =
        new RetrainJob(
            registry,
            retrain,
            gate,
            rows,
            running,
            watch,
            config,
            this::configFrom,
            EffectiveConfiguration.of(spec),
            asked,
            hadoop,
            err,
            elapsed);
    RetrainOutcome outcome = new RetrainOutcome(registry, retrain, spec.commandLine().getOut());
    try (ClaimedPlace lease = registry.lease(retrain.lease());
        Interruption interruption = Interruption.watch(err)) {
      LogRecord record =
          SparkStart.run(running, err, interruption, spark -> job.run(spark, interruption, notes));
      lease.confirm();
      outcome.finish(record, job.page());
      outcome.tell(record, job.isRepeated());
      outcome.follow(record, interruption);
    }
    return 0;
  }

  private int replay(Configuration hadoop, PrintWriter err) throws IOException {
    gate.check();
    watch.check();
    Registry from = Registry.open(retrain.registry(), hadoop);
    Registry into = Registry.openOrFound("--into", retrain.into(), hadoop);
    if (into.settings().isPresent()) {
      throw new ConfigurationException(
          "--into %s is a registry already: name a new directory".formatted(retrain.into()));
    }
    List<String> options = new ArrayList<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (REPLAYED_WITH.contains(option.longestName())) {
        option
            .originalStringValues()
            .forEach(value -> options.add(option.longestName() + "=" + value));
      }
    }
    Replay replay =
        new Replay(from, into, retrain.replay(), options, spec.commandLine().getOut(), err);
    return SparkStart.run(running, err, spark -> replay.run());
  }

  private void check() {
    retrain.check();
    gate.check();
    rows.check();
    watch.check();
    if (rows.demo() != null) {
      throw new ConfigurationException(
          "--demo is for train: a registry is trained on rows of its own");
    }
    if (network.warmStart() != null) {
      throw new ConfigurationException(
          "--warm-start is for train: --start-from champion begins with a registry's");
    }
  }

  /** The configuration of a training that goes on from a model. */
  private TrainingConfig configFrom(Model model) {
    network.inherit(spec, model);
    return trainingConfig();
  }

  private TrainingConfig trainingConfig() {
    return ConfigOptions.builder(rows, network, objective, descent, batches, end, running).build();
  }
}
