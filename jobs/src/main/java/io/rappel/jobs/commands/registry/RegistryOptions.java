package io.rappel.jobs.commands.registry;

import io.rappel.jobs.commands.StorageOptions;
import io.rappel.jobs.registry.Registry;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import picocli.CommandLine.Option;

/** A registry, for commands that train nothing. */
final class RegistryOptions extends StorageOptions {

  private static final int FIRST = -2;

  @Option(
      names = "--registry",
      order = FIRST,
      paramLabel = "DIR",
      description = "The registry's directory.")
  private String registry;

  /**
   * Opens the registry, and begins to log.
   *
   * @throws ConfigurationException if none was named
   * @throws io.rappel.trainer.data.DataException if there is none
   */
  Registry open() throws IOException {
    if (registry == null || registry.isBlank()) {
      throw new ConfigurationException("there is no registry: give --registry DIR");
    }
    beginLog();
    return Registry.open(registry, hadoop());
  }
}
