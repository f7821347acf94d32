package io.rappel.jobs.rows;

import io.rappel.trainer.math.Precision;

/** Parts of messages. */
final class Sentences {

  private static final int MOST_CHARACTERS = 80;

  private Sentences() {}

  /** A number of things, such as {@code 2 missing cells}. */
  static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** How many rows have features that the model's arithmetic cannot hold. */
  static String beyond(long rows, Precision precision) {
    return "%s features beyond the range of %s once scaled, which count as its end, %.2g"
        .formatted(
            count(rows, "row") + (rows == 1 ? " has" : " have"),
            precision,
            precision.largestInput());
  }

  /** Cells at fault: column, how many, value and place of the first. */
  static String cells(String column, RowMatches found, String one, String several) {
    return "column '%s' has %s %s, the first '%s' in %s"
        .formatted(
            column,
            count(found.count(), "cell"),
            found.count() == 1 ? one : several,
            shortened(found.value()),
            found.place());
  }

  /** Text short enough to show, in one line. */
  static String shortened(String text) {
    String line = text.replaceAll("\\R", " ");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }
}
