package io.rappel.jobs.commands;

import io.rappel.trainer.config.ConfigurationException;
import picocli.CommandLine.Option;

/** Options of a command that looks at a model without Spark. */
final class ModelOptions extends StorageOptions {

  private static final int FIRST = -2;

  @Option(
      names = "--model",
      order = FIRST,
      paramLabel = "DIR",
      description = "The model's directory.")
  private String model;

  /**
   * Checks that there is a model, and begins to log.
   *
   * @throws ConfigurationException if none is named
   */
  void check() {
    if (model == null) {
      throw new ConfigurationException("there is no model: give --model DIR");
    }
    beginLog();
  }

  /** The model's directory, as the user wrote it. */
  String model() {
    return model;
  }
}
