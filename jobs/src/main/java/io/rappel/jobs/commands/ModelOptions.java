package io.rappel.jobs.commands;

import io.rappel.jobs.config.SparkOptions;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.trainer.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Option;

/** Options of a command that looks at a model without Spark. */
final class ModelOptions {

  private static final int FIRST = -2;

  @Option(
      names = "--model",
      order = FIRST,
      paramLabel = "DIR",
      description = "The model's directory.")
  private String model;

  @Option(
      names = "--conf",
      order = SparkOptions.LAST - 2,
      paramLabel = "KEY=VALUE",
      description = "A spark.hadoop. setting of the file systems. May be repeated.")
  private Map<String, String> conf;

  @Option(
      names = "--verbose",
      order = SparkOptions.LAST - 1,
      description = "Shows logs, and stack traces of errors.")
  private boolean verbose;

  /**
   * Checks that there is a model, and begins to log.
   *
   * @throws ConfigurationException if none is named
   */
  void check() {
    if (model == null) {
      throw new ConfigurationException("there is no model: give --model DIR");
    }
    Logs.configure(verbose);
  }

  /** Hadoop's settings. */
  Configuration hadoop() {
    Map<String, String> settings = new HashMap<>(SparkStart.settings(new SparkConf()));
    if (conf != null) {
      settings.putAll(conf);
    }
    return HadoopPaths.configuration(settings);
  }

  /** The model's directory, as the user wrote it. */
  String model() {
    return model;
  }
}
