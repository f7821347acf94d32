package io.rappel.jobs.config;

import io.rappel.trainer.ConfigurationException;
import java.util.Map;
import picocli.CommandLine.Option;

/** A registry, for commands that train nothing. */
public final class RegistryOptions {

  @Option(names = "--registry", paramLabel = "DIR", description = "The registry's directory.")
  private String registry;

  @Option(
      names = "--conf",
      order = SparkOptions.LAST - 2,
      paramLabel = "KEY=VALUE",
      description = "A spark.hadoop. setting of the registry's file system. May be repeated.")
  private Map<String, String> conf;

  @Option(
      names = "--verbose",
      order = SparkOptions.LAST - 1,
      description = "Shows logs, and stack traces of errors.")
  private boolean verbose;

  /**
   * The registry, as the user wrote it.
   *
   * @throws ConfigurationException if none was given
   */
  public String registry() {
    if (registry == null || registry.isBlank()) {
      throw new ConfigurationException("there is no registry: give --registry DIR");
    }
    return registry;
  }

  /** Settings beside Spark's own. */
  public Map<String, String> conf() {
    return conf == null ? Map.of() : Map.copyOf(conf);
  }

  public boolean verbose() {
    return verbose;
  }
}
