package io.rappel.jobs.session;

import io.rappel.trainer.config.ConfigurationException;
import java.util.regex.Pattern;

/**
 * Spark's masters. One of an unknown form is not refused, as any jar can bring a master of its own:
 * Spark decides.
 */
final class Masters {

  private static final Pattern KNOWN =
      Pattern.compile(
          "local"
              + "|local\\[(\\*|0*[1-9]\\d*)(\\s*,\\s*\\d+)?]"
              + "|local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*]"
              + "|spark://[^,/]+:\\d+(,[^,/]+:\\d+)*"
              + "|yarn"
              + "|k8s://.+");

  private static final String FORMS =
      "local[*], local[N], local-cluster[N,CORES,MB], spark://HOST:PORT, yarn and k8s://URL";

  private Masters() {}

  /** Whether the master has one of the forms that Spark's documentation gives. */
  static boolean isKnown(String master) {
    return KNOWN.matcher(master).matches();
  }

  /** What to tell of a master that is not known, before Spark is asked. */
  static String warning(String master) {
    return "the master %s is none of %s; Spark will tell whether a jar brings it"
        .formatted(master, FORMS);
  }

  /**
   * Says what is wrong with a master on which Spark did not start, if that is the reason.
   *
   * @throws ConfigurationException if Spark or its jars know no such master
   * @throws IllegalStateException if no master answers
   */
  static void explain(String master, Exception refusal) {
    String reason = String.valueOf(refusal.getMessage());
    if (!isKnown(master)) {
      throw new ConfigurationException(
          "Spark does not start on the master %s (%s); it takes %s"
              .formatted(master, reason, FORMS));
    }
    if (reason.startsWith("Could not parse Master URL")) {
      throw new ConfigurationException(
          "Spark does not start on the master %s, whose jar is not on the class path; use the spark-submit of a distribution of Spark that has it"
              .formatted(master));
    }
    // Spark stops its context under its own start, and then stumbles over it.
    if (isStandalone(master) && refusal instanceof NullPointerException) {
      throw unanswered(master);
    }
  }

  /** Whether the master is one of Spark's own cluster. */
  static boolean isStandalone(String master) {
    return master.startsWith("spark://");
  }

  /** What to tell where a standalone cluster's master has stopped the application, or is none. */
  static IllegalStateException unanswered(String master) {
    return new IllegalStateException(
        "no master of Spark answers at %s, or it has ended the application".formatted(master));
  }
}
