package io.rappel.jobs.retrain;

import io.rappel.jobs.config.options.RetrainOptions;
import io.rappel.jobs.config.values.StartFrom;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.console.RunHeader;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.RunFolder;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.drift.DataChecks;
import io.rappel.trainer.drift.DataManifest;
import io.rappel.trainer.drift.report.DriftReport;
import io.rappel.trainer.drift.report.DriftSettings;
import io.rappel.trainer.drift.report.Severity;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.spark.gate.DriftCounting;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/**
 * What the challenger begins with: new weights, or the champion where it fits the rows and they are
 * like those that it was trained on.
 */
final class StartChoice {

  private static final int MOST_TOLD = 10;

  private final Registry registry;
  private final RetrainOptions options;
  private final Configuration hadoop;
  private final BlasKind blas;
  private final Function<Model, TrainingConfig> configFrom;
  private final TrainingRows train;
  private final RunHeader header;
  private DriftReport drift;

  /**
   * @param configFrom gives the settings of a training that goes on from a model
   */
  StartChoice(
      Registry registry,
      RetrainOptions options,
      Configuration hadoop,
      BlasKind blas,
      Function<Model, TrainingConfig> configFrom,
      TrainingRows train,
      RunHeader header) {
    this.registry = registry;
    this.options = options;
    this.hadoop = hadoop;
    this.blas = blas;
    this.configFrom = configFrom;
    this.train = train;
    this.header = header;
  }

  /** What has changed since the champion was trained; null where nothing is known of its rows. */
  DriftReport drift() {
    return drift;
  }

  /** The model to begin with, which an attempt before this one may have chosen. */
  Optional<Model> start(RunFolder folder) throws IOException {
    LogState state = registry.log().read();
    Optional<String> champion = state.champion();
    Optional<String> chosen = folder.start();
    if (champion.isPresent()) {
      Model model = read(champion.get());
      new ChampionFit(model, train).require();
      // An attempt that was begun was good for the champion of its time.
      drift = drift(champion.get(), model, options.failsOnDrift() && chosen.isEmpty());
    }
    if (chosen.isEmpty()) {
      chosen = Optional.of(choose(champion));
      folder.begin(chosen.get());
    }
    String version = chosen.get();
    header.line("start", version.isEmpty() ? "new weights" : "version %.12s".formatted(version));
    return version.isEmpty() ? Optional.empty() : Optional.of(read(version));
  }

  /** What has changed since the champion was trained; null where nothing is known of its rows. */
  private DriftReport drift(String version, Model model, boolean fails) throws IOException {
    Optional<DataManifest> before = registry.rowsOf(version);
    if (before.isEmpty()) {
      return null;
    }
    DriftReport report =
        DataChecks.compare(before.get(), manifest(model), DriftSettings.DEFAULT)
            .with(DataChecks.newColumns(before.get(), train.specs()));
    report.findings().stream()
        .limit(MOST_TOLD)
        .forEach(finding -> header.line("note", finding.sentence()));
    if (report.hasErrors() && fails) {
      throw new DataException(
          "training on these rows would be wrong: %s; --on-drift ok trains all the same"
              .formatted(report.of(Severity.ERROR).get(0).sentence()));
    }
    return report;
  }

  /** What the rows to train on look like to a model. */
  DataManifest manifest(Model model) {
    return DriftCounting.of(
        train.judged().others(train.judged().batches().get()),
        GateRun.columns(train, model),
        model,
        train.continuing(model).classes(),
        blas,
        options.logicalDate());
  }

  /** The champion's version, or nothing for new weights. */
  private String choose(Optional<String> champion) throws IOException {
    boolean named = options.startFrom() == StartFrom.CHAMPION;
    if (options.startFrom() == StartFrom.SCRATCH) {
      return "";
    }
    if (champion.isEmpty()) {
      if (named) {
        throw new ConfigurationException(
            "--start-from champion: %s has no champion yet".formatted(registry));
      }
      return "";
    }
    Model model = read(champion.get());
    Optional<String> why =
        drift != null && drift.acts() && !named
            ? Optional.of("its rows were too different")
            : new ChampionFit(model, train).whyNotFrom(configFrom.apply(model));
    if (why.isPresent() && named) {
      throw new ConfigurationException("--start-from champion cannot be: " + why.get());
    }
    why.ifPresent(
        reason -> header.line("note", "the training does not begin with the champion: " + reason));
    return why.isPresent() ? "" : champion.get();
  }

  /**
   * The model of a version.
   *
   * @throws DataException if it is no longer kept
   */
  Model read(String version) throws IOException {
    registry.requireKept(version);
    return ModelFiles.read(
        HadoopPaths.display(registry.model(version)), hadoop, ModelUse.RETRAIN, blas);
  }
}
