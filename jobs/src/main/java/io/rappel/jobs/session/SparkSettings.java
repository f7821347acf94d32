package io.rappel.jobs.session;

import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.spark.RappelKryoRegistrator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.io.CompressionCodec;
import org.apache.spark.serializer.KryoSerializer;
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
   * Makes what the user would have register classes with Kryo, which Spark does no sooner than it
   * broadcasts.
   *
   * @param given those of the command
   * @param all with those that were set elsewhere
   * @throws ConfigurationException if there is no such class, or it is another one
   */
  static void requireKryo(Map<String, String> given, Map<String, String> all) {
    for (String key : List.of("spark.kryo.registrator", "spark.kryo.classesToRegister")) {
      String value = all.getOrDefault(key, "");
      if (!value.isEmpty() && !value.equals(RappelKryoRegistrator.class.getName())) {
        try {
          new KryoSerializer(new SparkConf(false).set(key, value)).newKryo();
        } catch (Exception e) {
          // Spark throws checked exceptions undeclared.
          explain(given, all, e);
          Throwable reason = e.getCause() == null ? e : e.getCause();
          throw new ConfigurationException(
              "%s: Spark does not take its value (%s)"
                  .formatted(
                      named(key, given), Sentences.ofSpark(reason).replaceFirst(" \\(.*", "")));
        }
      }
    }
  }

  /**
   * Says which setting it was that Spark did not start with, if its failure tells; values of such
   * may be secrets.
   *
   * @param given those of the command
   * @param all with those that were set elsewhere
   * @throws ConfigurationException if it does
   */
  static void explain(Map<String, String> given, Map<String, String> all, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
        new TreeMap<>(all)
            .forEach(
                (key, value) -> {
                  if (value.contains(message)) {
                    throw new ConfigurationException(
                        "%s: there is no class %s".formatted(named(key, given), message));
                  }
                });
      }
      for (String key : new TreeMap<>(given).keySet()) {
        if (message.contains(key)) {
          throw refused(key, "", cause);
        }
      }
    }
  }

  /** A setting as the user knows it. */
  private static String named(String key, Map<String, String> given) {
    return given.containsKey(key) ? "--conf " + key : key;
  }

  private static ConfigurationException refused(String key, String value, Throwable reason) {
    return new ConfigurationException(
        "--conf %s: Spark does not take its value%s (%s)"
            .formatted(key, value, Sentences.ofSpark(reason)));
  }
}
