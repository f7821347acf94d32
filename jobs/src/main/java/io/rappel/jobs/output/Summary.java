package io.rappel.jobs.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Metrics of several sets of rows as an aligned table. */
public final class Summary {

  private static final int NARROWEST = 9;

  private final Map<String, Map<String, Object>> sets = new LinkedHashMap<>();

  /** Adds a set of rows; one without metrics is left out. */
  public Summary add(String name, Map<String, Object> metrics) {
    if (!metrics.isEmpty()) {
      sets.put(name, metrics);
    }
    return this;
  }

  /** The numbers among the metrics, a line for each set. */
  public String table() {
    Set<String> names = new LinkedHashSet<>();
    sets.values()
        .forEach(
            metrics ->
                metrics.forEach(
                    (name, value) -> {
                      if (value instanceof Number) {
                        names.add(name);
                      }
                    }));
    List<String> head = new ArrayList<>(names);
    List<List<String>> rows = new ArrayList<>(List.of(row("", head)));
    sets.forEach(
        (set, metrics) ->
            rows.add(row(set, head.stream().map(name -> cell(metrics.get(name))).toList())));
    return aligned(rows);
  }

  private static List<String> row(String name, List<String> cells) {
    List<String> row = new ArrayList<>(List.of(name));
    row.addAll(cells);
    return row;
  }

  /** Columns as wide as what is in them, so that six of them fit a terminal of 80 characters. */
  private static String aligned(List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("%-10s".formatted(row.get(0)));
      for (int i = 1; i < row.size(); i++) {
        int column = i;
        int widest = rows.stream().mapToInt(r -> r.get(column).length()).max().orElseThrow();
        line.append("  ").append(("%" + Math.max(NARROWEST, widest) + "s").formatted(row.get(i)));
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private static String cell(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return Amounts.count(((Number) value).longValue());
    }
    return value instanceof Number number ? Amounts.metric(number.doubleValue()) : "";
  }
}
