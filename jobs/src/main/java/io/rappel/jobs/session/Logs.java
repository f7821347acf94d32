package io.rappel.jobs.session;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.spark.SparkContext;

/** Keeps Spark's log down to what the user of a command has to know. */
public final class Logs {

  private static final String CONFIGURATION = "log4j2.configurationFile";
  private static final String OWN = "classpath:rappel-log4j2.properties";
  private static final String LEVEL = "rappel.log.level";

  /** Says what it could not load, where a run says anyway what it works with. */
  private static final Logger NETLIB = Logger.getLogger("dev.ludovic.netlib");

  private Logs() {}

  /**
   * To be called before the first class of Spark or Hadoop is used. A configuration that the user
   * has chosen is left alone; under spark-submit, which has one already, {@link #sparkLevel} acts.
   */
  public static void configure(boolean verbose) {
    if (System.getProperty(CONFIGURATION) == null
        && System.getProperty("log4j.configurationFile") == null) {
      System.setProperty(CONFIGURATION, OWN);
    }
    NETLIB.setLevel(verbose ? Level.INFO : Level.SEVERE);
    if (verbose) {
      System.setProperty(LEVEL, "info");
      System.setProperty("rappel.log.tasks", "info");
      System.setProperty("rappel.log.aborts", "neutral");
      System.setProperty("rappel.log.trace", "full");
    }
  }

  /**
   * Ends Spark's log, as what it cancels fails in many ways that are all meant. Not with {@code
   * --verbose}, nor in a configuration that the user has chosen.
   */
  static void end(SparkContext context) {
    if (OWN.equals(System.getProperty(CONFIGURATION)) && System.getProperty(LEVEL) == null) {
      context.setLogLevel("OFF");
    }
  }

  /** The level of Spark's log, as {@code spark.log.level} has it. */
  static String sparkLevel(boolean verbose) {
    return verbose ? "INFO" : "ERROR";
  }
}
