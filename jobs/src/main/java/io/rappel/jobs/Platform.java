package io.rappel.jobs;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scala.util.Properties$;

/**
 * Spark, Scala and Java: those that this program was built for, and those that it finds. Compiled
 * for Java 8, and loads nothing of Spark.
 */
final class Platform {

  /** Open files of a JVM beside those of its class path, at the least: a run has some 100. */
  private static final int OTHER_FILES = 64;

  private static final Pattern MINOR = Pattern.compile("(\\d+\\.\\d+)\\b.*");

  private final String spark;
  private final String scala;
  private final String java;

  /**
   * @param spark the version, or null where there is no Spark
   * @param scala the version, or null where there is no Scala
   * @param java the version, as {@code java.version} has it
   */
  Platform(String spark, String scala, String java) {
    this.spark = spark;
    this.scala = scala;
    this.java = java;
  }

  /** A sentence on what this program does not run on here, if it does not. */
  static Optional<String> mismatch() {
    Properties built = properties("/io/rappel/jobs/platform.properties");
    return current()
        .mismatch(
            new Platform(
                built.getProperty("spark"), built.getProperty("scala"), built.getProperty("java")));
  }

  /**
   * A sentence, if the system lets this process open fewer files than its class path has: classes
   * are missing then, each time others.
   */
  static Optional<String> fewFiles() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    int files = System.getProperty("java.class.path").split(File.pathSeparator).length;
    return system instanceof UnixOperatingSystemMXBean
        ? fewFiles(((UnixOperatingSystemMXBean) system).getMaxFileDescriptorCount(), files)
        : Optional.empty();
  }

  /**
   * The same.
   *
   * @param limit of open files; below 0: there is none
   * @param files of the class path
   */
  static Optional<String> fewFiles(long limit, int files) {
    return limit < 0 || limit >= files + OTHER_FILES
        ? Optional.empty()
        : Optional.of(
            String.format(
                "the system lets this process open %d files, fewer than it needs for the %d of its class path and some more: raise the limit, such as with ulimit -n 4096",
                limit, files));
  }

  private static Platform current() {
    return new Platform(
        properties("/spark-version-info.properties").getProperty("version"),
        scalaVersion(),
        System.getProperty("java.version"));
  }

  private static String scalaVersion() {
    try {
      return Properties$.MODULE$.versionNumberString();
    } catch (LinkageError e) {
      return null;
    }
  }

  private static Properties properties(String resource) {
    Properties properties = new Properties();
    try (InputStream in = Platform.class.getResourceAsStream(resource)) {
      if (in != null) {
        properties.load(in);
      }
      return properties;
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }

  /** A sentence, if a program that was built for another platform does not run on this one. */
  Optional<String> mismatch(Platform built) {
    boolean runs =
        minor(built.spark).equals(minor(spark))
            && minor(built.scala).equals(minor(scala))
            && major(java) >= major(built.java);
    return runs ? Optional.empty() : Optional.of(sentence(built));
  }

  private String sentence(Platform built) {
    return String.format(
        "this program is built for Spark %s with Scala %s on Java %s or newer, and here %s on Java %s (%s)",
        minor(built.spark),
        minor(built.scala),
        built.java,
        spark == null
            ? "is no Spark (spark-submit brings it)"
            : "is Spark " + spark + " with Scala " + scala,
        java,
        System.getProperty("java.home"));
  }

  /** Such as {@code 3.5} of 3.5.6 and of a vendor's 3.5.6-amzn-1; empty for none. */
  private static String minor(String version) {
    Matcher matcher = MINOR.matcher(version == null ? "" : version);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** Such as 17 of 17.0.15, and 8 of 1.8.0_402. */
  private static int major(String version) {
    String[] parts = version.split("\\D+");
    return Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
  }
}
