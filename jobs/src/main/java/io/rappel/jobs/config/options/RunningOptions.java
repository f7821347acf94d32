package io.rappel.jobs.config.options;

import io.rappel.jobs.config.values.ConfigFile;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.math.Precision;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where and how a training runs. */
public final class RunningOptions extends SparkOptions implements ConfigOptions {

  @Option(
      names = ConfigFile.OPTION,
      paramLabel = "FILE",
      description = {
        "Options as YAML: names without dashes, then values. The command line wins.",
        "Example: --config run.yaml"
      })
  private Path config;

  @Option(
      names = "--print-config",
      description = "Prints all options with their values as such a file, and ends.")
  private boolean printConfig;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      description = {
        "Arithmetic of the gradients: ${COMPLETION-CANDIDATES}.",
        "Example: --precision float64"
      })
  private Precision precision;

  @Option(
      names = "--local-path",
      paramLabel = "WHEN",
      description = {
        "Whether the driver's own threads do the work of Spark's tasks:"
            + " ${COMPLETION-CANDIDATES}. The model is the same.",
        "Example: --local-path never"
      })
  private LocalPath localPath;

  @Option(
      names = "--importance",
      description =
          "Finds out how much the model depends on each column: by how much the log loss (of numbers"
              + " the RMSE) of validation rows grows where the column is permuted among them. Costs"
              + " what it takes to score at most 5,000 rows five times for each column, and never"
              + " more than 4 million rows in all.")
  private boolean importance;

  @Override
  public void apply(TrainingConfig.Builder builder) {
    builder.precision(precision).blas(blas()).localPath(localPath).importance(importance);
  }

  public boolean printConfig() {
    return printConfig;
  }
}
