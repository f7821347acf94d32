package io.rappel.jobs.text;

import io.rappel.trainer.config.ConfigurationException;
import java.util.Comparator;
import java.util.List;

/** Names of columns that were not quite hit. */
public final class Nearest {

  private static final int MOST_SHOWN = 50;

  private Nearest() {}

  /**
   * The error of an unknown column, with the nearest known one.
   *
   * @param option where the column was named, such as {@code --label}
   */
  public static ConfigurationException unknownColumn(
      String option, String name, List<String> columns) {
    String nearest =
        columns.stream()
            .min(Comparator.comparingInt(column -> EditDistance.between(name, column)))
            .orElseThrow();
    return new ConfigurationException(
        "%s names '%s', but there is no such column; did you mean '%s'?"
            .formatted(option, name, nearest));
  }

  /** Columns in one line, the first of them where they are many. */
  public static String list(List<String> columns) {
    return columns.size() <= MOST_SHOWN
        ? String.join(", ", columns)
        : "%s and %d more"
            .formatted(
                String.join(", ", columns.subList(0, MOST_SHOWN)), columns.size() - MOST_SHOWN);
  }
}
