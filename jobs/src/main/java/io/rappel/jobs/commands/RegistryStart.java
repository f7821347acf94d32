package io.rappel.jobs.commands;

import io.rappel.jobs.config.RegistryOptions;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.registry.Registry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;

/**
 * What commands have that work on a registry and start no Spark.
 *
 * @param hadoop settings of file systems
 */
record RegistryStart(Registry registry, Configuration hadoop) {

  /**
   * Opens the registry.
   *
   * @throws io.rappel.trainer.data.DataException if there is none
   */
  static RegistryStart of(RegistryOptions options) throws IOException {
    Logs.configure(options.verbose());
    Map<String, String> settings = new HashMap<>(SparkStart.settings(new SparkConf()));
    settings.putAll(options.conf());
    Configuration hadoop = HadoopPaths.configuration(settings);
    return new RegistryStart(Registry.open(options.registry(), hadoop), hadoop);
  }

  /**
   * Makes sure that a version's model is whole, and gives what it gave when it was made.
   *
   * @throws io.rappel.trainer.model.ModelFormatException if not
   */
  void requireUsable(String version) throws IOException {
    ModelFiles.read(
        HadoopPaths.display(registry.model(version)), hadoop, ModelUse.INSPECT, null);
  }
}
