package io.rappel.jobs.session;

import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.config.ConfigurationException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.io.CompressionCodec;
import org.apache.spark.sql.internal.SQLConf$;
import org.apache.spark.sql.internal.StaticSQLConf$;

/** Values of {@code --conf} that Spark does not take. */
final class SparkSettings {

  private static final String CODEC = "spark.io.compression.codec";

  private SparkSettings() {}

  /**
   * Checks values as Spark will, before it starts.
   *
   * @throws ConfigurationException if it knows a setting, and does not take its value
   */
  static void check(Map<String, String> settings) {
    if (settings.isEmpty()) {
      return;
    }
    // Settings are known once the class is there that has them.
    Objects.requireNonNull(org.apache.spark.internal.config.package$.MODULE$);
    if (settings.keySet().stream().anyMatch(key -> key.startsWith("spark.sql."))) {
      Objects.requireNonNull(SQLConf$.MODULE$);
      Objects.requireNonNull(StaticSQLConf$.MODULE$);
    }
    new TreeMap<>(settings).forEach(SparkSettings::check);
  }

  private static void check(String key, String value) {
    ConfigEntry<?> known = ConfigEntry.findEntry(key);
    boolean isSubstituted = value.contains("${");
    try {
      if (known != null && !isSubstituted) {
        known.valueConverter().apply(value);
      }
      if (key.equals(CODEC)) {
        CompressionCodec.createCodec(new SparkConf(false), value);
      }
    } catch (IllegalArgumentException e) {
      throw refused(key, " " + value, e);
    }
  }

  /**
   * Says which setting it was that Spark did not start with, if its failure tells; values of such
   * may be secrets.
   *
   * @throws ConfigurationException if it does
   */
  static void explain(Map<String, String> settings, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      boolean isClass =
          cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError;
      for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
        if (isClass && setting.getValue().contains(message)) {
          throw new ConfigurationException(
              "--conf %s: there is no class %s".formatted(setting.getKey(), message));
        }
        if (message.contains(setting.getKey())) {
          throw refused(setting.getKey(), "", cause);
        }
      }
    }
  }

  private static ConfigurationException refused(String key, String value, Throwable reason) {
    return new ConfigurationException(
        "--conf %s: Spark does not take its value%s (%s)"
            .formatted(key, value, Sentences.ofSpark(reason)));
  }
}
