package io.rappel.jobs.session;

import io.rappel.trainer.config.ConfigurationException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Packages of the JDK that Spark and Kryo reach into, and that only options of the JVM open to
 * them. Spark's own launchers give these options, but not to the driver of a standalone cluster's
 * cluster mode, nor to a plain {@code java}.
 */
final class JavaModules {

  /** Of Java itself; what Spark lists of other modules serves Kerberos, where there is such. */
  private static final Pattern OPENING =
      Pattern.compile("--add-opens=java\\.base/([\\w.]+)=ALL-UNNAMED");

  private JavaModules() {}

  /**
   * Checks this JVM, before Spark starts in it.
   *
   * @throws ConfigurationException if options are missing; it spells them out
   */
  static void check() {
    List<String> missing =
        Stream.of(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+"))
            .filter(JavaModules::isMissing)
            .toList();
    if (!missing.isEmpty()) {
      throw new ConfigurationException(
          "this JVM was started without what Spark needs on Java %d: add %s (with spark-submit, all of it as one word after --driver-java-options)"
              .formatted(Runtime.version().feature(), String.join(" ", missing)));
    }
  }

  /** Whether the option would open a package that there is, and that is closed to Spark. */
  private static boolean isMissing(String option) {
    Matcher opening = OPENING.matcher(option);
    if (!opening.matches()) {
      return false;
    }
    Module java = Object.class.getModule();
    String name = opening.group(1);
    return java.getPackages().contains(name)
        && !java.isOpen(name, JavaModuleOptions.class.getModule());
  }
}
