package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names of columns that were not quite hit. */
final class Nearest {

  private static final int MOST_SHOWN = 50;

  private Nearest() {}

  /**
   * The error of an unknown column, with the nearest known one.
   *
   * @param option where the column was named, such as {@code --label}
   */
  static ConfigurationException unknownColumn(String option, String name, List<String> columns) {
    String nearest =
        columns.stream()
            .min(Comparator.comparingInt(column -> distance(name, column)))
            .orElseThrow();
    return new ConfigurationException(
        "%s names '%s', but there is no such column; did you mean '%s'?"
            .formatted(option, name, nearest));
  }

  /** Columns in one line, the first of them where they are many. */
  static String list(List<String> columns) {
    return columns.size() <= MOST_SHOWN
        ? String.join(", ", columns)
        : "%s and %d more"
            .formatted(
                String.join(", ", columns.subList(0, MOST_SHOWN)), columns.size() - MOST_SHOWN);
  }

  /**
   * How many characters must be inserted, deleted or replaced, in whichever case they are written.
   */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
