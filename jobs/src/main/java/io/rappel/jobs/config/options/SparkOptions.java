package io.rappel.jobs.config.options;

import io.rappel.trainer.math.blas.BlasKind;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where and how a command runs. */
public class SparkOptions {

  /** Behind the options of the command itself, which have no order but that of their fields. */
  private static final int FIRST = 100;

  /** Behind all other options. */
  public static final int LAST = 200;

  @Option(
      names = "--master",
      order = FIRST,
      paramLabel = "URL",
      description = {
        "Spark's master; without it, spark-submit's, or local[*].",
        "Example: --master local[4]"
      })
  private String master;

  @Option(
      names = "--conf",
      order = FIRST + 1,
      paramLabel = "KEY=VALUE",
      description = {
        "A setting of Spark. May be repeated; wins over Rappel's own.",
        "Example: --conf spark.executor.memory=4g"
      })
  private Map<String, String> conf;

  @Option(
      names = "--blas",
      order = FIRST + 2,
      paramLabel = "WHO",
      description = {
        "Who multiplies: ${COMPLETION-CANDIDATES}, or auto: the fastest to be had.",
        "Example: --blas ejml"
      })
  private BlasKind blas;

  @Option(
      names = "--verbose",
      order = FIRST + 3,
      description = "Shows Spark's log, and stack traces of errors.")
  private boolean verbose;

  /** The master, or null. */
  public String master() {
    return master;
  }

  /** Settings of Spark. */
  public Map<String, String> conf() {
    return conf == null ? Map.of() : Map.copyOf(conf);
  }

  /** Who multiplies; null: the fastest to be had. */
  public BlasKind blas() {
    return blas;
  }

  public boolean verbose() {
    return verbose;
  }
}
