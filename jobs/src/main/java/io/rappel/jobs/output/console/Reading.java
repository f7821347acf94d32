package io.rappel.jobs.output.console;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Shows a person who waits how far the reading of rows is.
 *
 * @param err where to
 */
public record Reading(SparkSession spark, PrintWriter err) {

  /** Shows it from now on, until it is closed. */
  public ReadingProgress begin() {
    Terminal terminal = Terminal.ofErrorStream();
    return ReadingProgress.of(spark.sparkContext(), err, terminal.isLive(), terminal::width);
  }

  /** Shows it while work is done that writes nothing itself. */
  public <T> T during(Supplier<T> work) {
    ReadingProgress progress = begin();
    try {
      return work.get();
    } finally {
      progress.close();
    }
  }
}
