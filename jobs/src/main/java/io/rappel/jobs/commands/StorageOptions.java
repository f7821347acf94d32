package io.rappel.jobs.commands;

import io.rappel.jobs.config.options.SparkOptions;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.session.Logs;
import io.rappel.jobs.session.SparkStart;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Option;

/** Where files are, for commands that start no Spark. */
public class StorageOptions {

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

  /** Begins to log. */
  protected void beginLog() {
    Logs.configure(verbose);
  }

  /** Hadoop's settings. */
  protected Configuration hadoop() {
    Map<String, String> settings = new HashMap<>(SparkStart.settings(new SparkConf()));
    if (conf != null) {
      settings.putAll(conf);
    }
    return HadoopPaths.configuration(settings);
  }
}
