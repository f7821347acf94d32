package io.rappel.jobs.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Metrics of several sets of rows as an aligned table. */
public final class Summary {

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
    StringBuilder table = new StringBuilder();
    List<String> head = new ArrayList<>(names);
    row(table, "", head, head);
    sets.forEach(
        (set, metrics) ->
            row(table, set, head, head.stream().map(name -> cell(metrics.get(name))).toList()));
    return table.toString();
  }

  private static String cell(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return Amounts.count(((Number) value).longValue());
    }
    return value instanceof Number number ? Amounts.metric(number.doubleValue()) : "";
  }

  private static void row(StringBuilder table, String name, List<String> head, List<String> cells) {
    StringBuilder line = new StringBuilder("%-10s".formatted(name));
    for (int i = 0; i < cells.size(); i++) {
      line.append("  ")
          .append(("%" + Math.max(10, head.get(i).length()) + "s").formatted(cells.get(i)));
    }
    table.append(line.toString().stripTrailing()).append('\n');
  }
}
