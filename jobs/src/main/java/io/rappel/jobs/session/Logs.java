package io.rappel.jobs.session;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps Spark's log down to what the user of a command has to know. */
public final class Logs {

  private static final String CONFIGURATION = "log4j2.configurationFile";

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
      System.setProperty(CONFIGURATION, "classpath:rappel-log4j2.properties");
    }
    NETLIB.setLevel(verbose ? Level.INFO : Level.SEVERE);
    if (verbose) {
      System.setProperty("rappel.log.level", "info");
      System.setProperty("rappel.log.tasks", "info");
      System.setProperty("rappel.log.aborts", "neutral");
      System.setProperty("rappel.log.trace", "full");
    }
  }

  /** The level of Spark's log, as {@code spark.log.level} has it. */
  static String sparkLevel(boolean verbose) {
    return verbose ? "INFO" : "ERROR";
  }
}
