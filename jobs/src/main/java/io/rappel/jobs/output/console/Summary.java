package io.rappel.jobs.output.console;

import io.rappel.jobs.text.Amounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    List<String> head = Amounts.names(sets.values());
    List<List<String>> rows = new ArrayList<>(List.of(row("", head)));
    sets.forEach(
        (set, metrics) ->
            rows.add(
                row(set, head.stream().map(name -> TextTable.cell(metrics.get(name))).toList())));
    return TextTable.aligned(rows);
  }

  private static List<String> row(String name, List<String> cells) {
    List<String> row = new ArrayList<>(List.of(name));
    row.addAll(cells);
    return row;
  }
}
