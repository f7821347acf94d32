package io.rappel.jobs.config.options;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import picocli.CommandLine.Option;

/** Where a training's model goes. */
public final class OutOptions implements ConfigOptions {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "The new directory of the model, on any Hadoop file system.",
        "Example: --out model"
      })
  private String out;

  @Option(
      names = "--overwrite",
      description = "A model that is already there is replaced, once the new one is complete.")
  private boolean overwrite;

  @Option(
      names = "--no-golden-rows",
      description =
          "The model keeps none of the rows. Without this, model.json has up to 16 training rows"
              + " with what the model gives for them, which is compared wherever it is used.")
  private boolean noGoldenRows;

  @Override
  public void apply(TrainingConfig.Builder builder) {
    builder.goldenRows(!noGoldenRows);
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
}
