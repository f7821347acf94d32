package io.rappel.jobs.commands;

import io.rappel.jobs.config.EffectiveConfiguration;
import io.rappel.jobs.config.ResumedSettings;
import io.rappel.jobs.config.options.CheckpointOptions;
import io.rappel.jobs.config.options.ConfigOptions;
import io.rappel.jobs.config.options.OutOptions;
import io.rappel.jobs.config.options.RowsOptions;
import io.rappel.jobs.config.options.RunningOptions;
import io.rappel.jobs.config.options.WatchOptions;
import io.rappel.jobs.config.training.BatchOptions;
import io.rappel.jobs.config.training.DescentOptions;
import io.rappel.jobs.config.training.EndOptions;
import io.rappel.jobs.config.training.NetworkOptions;
import io.rappel.jobs.config.training.ObjectiveOptions;
import io.rappel.jobs.config.values.TrainingDefaults;
import io.rappel.jobs.output.CheckpointPlace;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.RunDirectory;
import io.rappel.jobs.output.RunMetrics;
import io.rappel.jobs.output.console.Terminal;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.registry.RegistryModel;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.run.Elapsed;
import io.rappel.jobs.run.TrainJob;
import io.rappel.jobs.run.Watches;
import io.rappel.jobs.session.Logs;
import io.rappel.jobs.session.SparkStart;
import io.rappel.jobs.text.Secrets;
import io.rappel.jobs.text.Shell;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.checkpoint.Checkpoint;
import io.rappel.trainer.config.Recipe;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains a network and leaves a model directory. */
@Command(
    name = "train",
    description = "Trains a network on rows and leaves a model in a new directory.",
    sortOptions = false,
    showDefaultValues = true,
    abbreviateSynopsis = true,
    customSynopsis = {
      "rappel train --data PATH --label COL --out DIR [OPTIONS]",
      "   or: rappel train --table NAME --label COL --out DIR [OPTIONS]",
      "   or: rappel train --demo NAME --out DIR [OPTIONS]"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel train --demo spirals --out spirals-model",
      "  rappel train --data train.csv --label price --out model",
      "  rappel train --data a9a.libsvm --test a9a.t.libsvm --hidden 64 --out model",
      "  rappel train --data rows/ --format csv --label y --epochs 50 --out model"
    },
    defaultValueProvider = TrainingDefaults.class)
public final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ParentCommand private Elapsed elapsed;

  @Mixin private HelpOption help;

  @ArgGroup(validate = false, heading = "%nRows%n", order = 1)
  private final RowsOptions rows = new RowsOptions();

  @ArgGroup(validate = false, heading = "%nModel%n", order = 2)
  private final OutOptions model = new OutOptions();

  @ArgGroup(validate = false, heading = "%nNetwork%n", order = 3)
  private final NetworkOptions network = new NetworkOptions();

  @ArgGroup(validate = false, heading = "%nObjective%n", order = 4)
  private final ObjectiveOptions objective = new ObjectiveOptions();

  @ArgGroup(validate = false, heading = "%nDescent%n", order = 5)
  private final DescentOptions descent = new DescentOptions();

  @ArgGroup(validate = false, heading = "%nBatches%n", order = 6)
  private final BatchOptions batches = new BatchOptions();

  @ArgGroup(validate = false, heading = "%nEnd%n", order = 7)
  private final EndOptions end = new EndOptions();

  @ArgGroup(validate = false, heading = "%nCheckpoints%n", order = 8)
  private final CheckpointOptions checkpoints = new CheckpointOptions();

  @ArgGroup(validate = false, heading = "%nWatching%n", order = 9)
  private final WatchOptions watch = new WatchOptions();

  @ArgGroup(validate = false, heading = "%nRunning%n", order = 10)
  private final RunningOptions running = new RunningOptions();

  @Override
  public Integer call() throws IOException {
    Model warmStart = warmStart();
    TrainingConfig config = trainingConfig();
    if (running.printConfig()) {
      spec.commandLine()
          .getOut()
          .print(EffectiveConfiguration.yaml(spec, Recipe.rules(config.descent().optimizer())));
      spec.commandLine().getOut().flush();
      return 0;
    }
    rows.check();
    checkpoints.check();
    watch.check();
    conclude(train(config, warmStart));
    return 0;
  }

  private RunMetrics train(TrainingConfig config, Model warmStart) throws IOException {
    Configuration hadoop = HadoopPaths.configuration(SparkStart.settings(running));
    InputFiles.requireApart(model.out(), rows.paths(), hadoop);
    Map<String, Object> configuration = EffectiveConfiguration.of(spec);
    try (CheckpointPlace place = claimCheckpoints(hadoop)) {
      Optional<Checkpoint> resumed = place == null ? Optional.empty() : place.resumed();
      resumed.ifPresent(
          checkpoint ->
              ResumedSettings.requireSame(ResumedSettings.of(configuration), config, checkpoint));
      String run = resumed.map(checkpoint -> checkpoint.description().run()).orElse(null);
      try (RunDirectory directory =
          RunDirectory.claim(model.out(), model.overwrite(), run, hadoop)) {
        return new TrainJob(
                config,
                rows,
                running,
                checkpoints,
                warmStart,
                configuration,
                ResumedSettings.of(configuration),
                spec.commandLine().getErr(),
                elapsed)
            .watchedBy(
                Watches.of(watch, directory, configuration, hadoop, spec.commandLine().getErr()))
            .run(directory, place);
      }
    }
  }

  /** The folder of checkpoints, or null: none are kept. */
  private CheckpointPlace claimCheckpoints(Configuration hadoop) throws IOException {
    if (checkpoints.folder() == null) {
      return null;
    }
    CheckpointPlace.requireOutside(checkpoints.folder(), model.out(), hadoop);
    PrintWriter err = spec.commandLine().getErr();
    CheckpointPlace place =
        CheckpointPlace.claim(
            checkpoints.folder(),
            checkpoints.resume(),
            model.overwrite(),
            hadoop,
            damage ->
                err.println("rappel: warning: a damaged checkpoint is passed over: " + damage));
    if (checkpoints.resume() && place.resumed().isEmpty()) {
      err.printf(
          "rappel: --checkpoint %s has no complete checkpoint: the run begins%n",
          Secrets.masked(checkpoints.folder()));
    }
    return place;
  }

  /** The model to begin with, or null. */
  private Model warmStart() throws IOException {
    Logs.configure(running.verbose());
    if (network.warmStart() == null) {
      return null;
    }
    Configuration hadoop = HadoopPaths.configuration(SparkStart.settings(running));
    Model found =
        ModelFiles.read(
            RegistryModel.directory(network.warmStart(), hadoop),
            hadoop,
            ModelUse.TRAIN,
            running.blas());
    network.inherit(spec, found);
    return found;
  }

  private void conclude(RunMetrics metrics) {
    PrintWriter out = spec.commandLine().getOut();
    TrainingResult result = metrics.result();
    out.printf("%n%s%n", metrics.table());
    metrics.diagnosis().forEach(sentence -> out.printf("note  %s%n", sentence));
    out.printf("%s%n%s%n", result.stoppedBecause(), metrics.durations());
    out.printf("The model is in %s%n%n", Secrets.masked(model.out()));
    String call = Terminal.command();
    String directory = Shell.quote(Secrets.masked(model.out()));
    String data = rows.test() != null ? Shell.quote(Secrets.masked(rows.test())) : "PATH";
    out.printf("  %s evaluate --model %s --data %s%n", call, directory, data);
    out.printf("  %s predict --model %s --data %s --out predictions.csv%n", call, directory, data);
    out.flush();
  }

  private TrainingConfig trainingConfig() {
    TrainingConfig.Builder builder =
        ConfigOptions.builder(rows, model, network, objective, descent, batches, end, running);
    TrainingConfig config = builder.build();
    if (rows.demo() == null) {
      return config;
    }
    // Demos show what a network learns of the numbers themselves.
    if (config.features().encoding().kind() == NumberEncoding.Kind.AUTO) {
      builder.encoding(NumberEncoding.none());
    }
    if (config.network().members() == null) {
      builder.members(1);
    }
    return builder.build();
  }
}
