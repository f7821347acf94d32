package io.rappel.jobs.output.console;

import io.rappel.jobs.text.Amounts;
import java.util.List;

/** Cells as an aligned table of text. */
final class TextTable {

  private static final int NARROWEST_NAME = 10;
  static final int NARROWEST = 9;
  static final int GAP = 2;

  private TextTable() {}

  /**
   * Columns as wide as what is in them, so that six of numbers fit a terminal of 80 characters. The
   * first begins at the left, others end at the right.
   *
   * @param rows of equal lengths
   */
  static String aligned(List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    String name = "%-" + Math.max(NARROWEST_NAME, widest(rows, 0)) + "s";
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(name.formatted(row.get(0)));
      for (int i = 1; i < row.size(); i++) {
        line.append(" ".repeat(GAP))
            .append(("%" + Math.max(NARROWEST, widest(rows, i)) + "s").formatted(row.get(i)));
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private static int widest(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  /** A metric for people; nothing where it is no number. */
  static String cell(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return Amounts.count(((Number) value).longValue());
    }
    return value instanceof Number number ? Amounts.metric(number.doubleValue()) : "";
  }
}
