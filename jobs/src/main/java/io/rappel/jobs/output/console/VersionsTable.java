package io.rappel.jobs.output.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A registry's records for people: a line each, and the reason below it. */
public final class VersionsTable {

  private static final int VERSION_DIGITS = 12;
  private static final int WHEN_CHARACTERS = "2026-11-01T12:00".length();

  private VersionsTable() {}

  /**
   * The table.
   *
   * @param registry as {@code versions --json} has it
   */
  public static String of(Map<String, Object> registry) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("version", "what", "day", "when", "score", "champion's"));
    List<String> reasons = new ArrayList<>();
    for (Object each : (List<?>) registry.get("records")) {
      Map<?, ?> record = (Map<?, ?>) each;
      rows.add(
          List.of(
              shortened(record.get("version"), VERSION_DIGITS),
              text(record.get("kind")),
              text(record.get("logical_date")),
              shortened(record.get("when"), WHEN_CHARACTERS).replace('T', ' '),
              score(record.get("challenger")),
              score(record.get("champion"))));
      reasons.add(text(record.get("why")));
    }
    String[] lines = TextTable.aligned(rows).split("\n");
    StringBuilder table = new StringBuilder(lines[0]).append('\n');
    for (int i = 0; i < reasons.size(); i++) {
      table.append(lines[i + 1]).append('\n').append("    ").append(reasons.get(i)).append('\n');
    }
    Object champion = registry.get("champion");
    return table
        .append("\nchampion  ")
        .append(champion == null ? "none yet" : champion)
        .append('\n')
        .toString();
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  private static String shortened(Object value, int length) {
    String text = text(value);
    return text.substring(0, Math.min(length, text.length()));
  }

  private static String score(Object contestant) {
    return contestant instanceof Map<?, ?> fields ? TextTable.cell(fields.get("score")) : "";
  }
}
