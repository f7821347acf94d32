package io.rappel.jobs.config;

import io.rappel.trainer.config.ConfigurationException;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** What can be said of settings of Spark by their names alone. */
final class SettingsCheck {

  private static final String MASTER = "spark.master";

  private SettingsCheck() {}

  /**
   * Refuses what spark-submit would not pass on, and two masters.
   *
   * @throws ConfigurationException if there is such a setting
   */
  static void check(ParseResult command) {
    Map<String, String> settings = command.matchedOptionValue("--conf", Map.of());
    for (String key : settings.keySet()) {
      if (key.isBlank()) {
        throw new ConfigurationException("--conf names no setting: give KEY=VALUE");
      }
      if (!key.startsWith("spark.")) {
        throw new ConfigurationException(
            "--conf %s is no setting of Spark, whose names begin with spark., those of Hadoop with spark.hadoop."
                .formatted(key));
      }
    }
    String master = command.matchedOptionValue("--master", null);
    String other = settings.get(MASTER);
    if (master != null && other != null && !master.equals(other)) {
      throw new ConfigurationException(
          "--master %s and --conf %s=%s are two masters: give one"
              .formatted(master, MASTER, other));
    }
  }
}
