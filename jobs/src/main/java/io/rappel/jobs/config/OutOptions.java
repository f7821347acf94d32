package io.rappel.jobs.config;

import io.rappel.trainer.ConfigurationException;
import picocli.CommandLine.Option;

/** Where a training's model goes. */
public final class OutOptions {

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
