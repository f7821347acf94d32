package io.rappel.jobs.config;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.LocalPath;
import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.math.Precision;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a training runs, and where its model goes. */
public final class RunningOptions extends SparkOptions {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The new directory of the model, on any Hadoop file system. Example: --out model")
  private String out;

  @Option(
      names = "--overwrite",
      description = "A model that is already there is replaced, once the new one is complete.")
  private boolean overwrite;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      description =
          "Arithmetic of the gradients: ${COMPLETION-CANDIDATES}."
              + " Example: --precision float64")
  private Precision precision;

  @Option(
      names = "--local-path",
      paramLabel = "WHEN",
      description =
          "Whether the driver's own threads do the work of Spark's tasks:"
              + " ${COMPLETION-CANDIDATES}. The model is the same."
              + " Example: --local-path never")
  private LocalPath localPath;

  @Option(
      names = ConfigFile.OPTION,
      paramLabel = "FILE",
      description =
          "Options as YAML: names without dashes, then values. The command line wins."
              + " Example: --config run.yaml")
  private Path config;

  @Option(
      names = "--print-config",
      description = "Prints all options with their values as such a file, and ends.")
  private boolean printConfig;

  /** Puts the settings into the builder. */
  public void apply(TrainingConfig.Builder builder) {
    builder.precision(precision).blas(blas()).localPath(localPath);
  }

  /**
   * The directory of the model.
   *
   * @throws ConfigurationException if none was given
   */
  public String out() {
    if (out == null || out.isBlank()) {
      throw new ConfigurationException("there is no place for the model: give --out DIR");
    }
    return out;
  }

  public boolean overwrite() {
    return overwrite;
  }

  public boolean printConfig() {
    return printConfig;
  }
}
