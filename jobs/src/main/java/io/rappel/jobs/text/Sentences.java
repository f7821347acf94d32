package io.rappel.jobs.text;

import io.rappel.trainer.math.Precision;

/** Parts of messages. */
public final class Sentences {

  private static final int MOST_CHARACTERS = 80;

  private Sentences() {}

  /** A number of things, such as {@code 2 missing cells}. */
  public static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** How many rows have features that the model's arithmetic cannot hold. */
  public static String beyond(long rows, Precision precision) {
    return "%s features beyond the range of %s once scaled, which count as its end, %.2g"
        .formatted(
            count(rows, "row") + (rows == 1 ? " has" : " have"),
            precision,
            precision.largestInput());
  }

  /** Text short enough to show, in one line. */
  public static String shortened(String text) {
    String line = text.replaceAll("\\R", " ");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }

  /** What an exception of Spark's says, without its codes and the lines of a query. */
  public static String ofSpark(Throwable t) {
    return firstLine(t).replaceFirst("^\\[[A-Z0-9_.]+] ", "").replaceFirst("\\.? SQLSTATE: .*", "");
  }

  /** The first line of what an exception says, or what it is. */
  public static String firstLine(Throwable t) {
    return t.getMessage() == null
        ? t.getClass().getSimpleName()
        : t.getMessage().strip().lines().findFirst().orElse("");
  }
}
