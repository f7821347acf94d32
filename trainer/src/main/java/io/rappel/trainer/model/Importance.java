package io.rappel.trainer.model;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much worse a model becomes without what a column says: permutation importance (Breiman 2001).
 *
 * @param metric {@code log_loss} of classes, {@code rmse} of values in the labels' units
 * @param baseline the metric with all columns as they are
 * @param rows that were scored
 * @param repetitions permutations of each column
 * @param columns the most important ones first
 */
public record Importance(
    String metric, double baseline, int rows, int repetitions, List<Column> columns) {

  public Importance {
    columns =
        columns.stream()
            .sorted(
                Comparator.comparingDouble(Column::growth).reversed().thenComparing(Column::name))
            .toList();
  }

  /**
   * A column's.
   *
   * @param growth by what the metric grows on average where the column is permuted
   * @param deviation standard deviation of the growth over the permutations; 0 of a single one
   */
  public record Column(String name, double growth, double deviation) {}

  /** As {@code metrics.json} has it; null where a number is none. */
  public Map<String, Object> toMap() {
    Map<String, Object> each = new LinkedHashMap<>();
    for (Column column : columns) {
      Map<String, Object> numbers = new LinkedHashMap<>();
      numbers.put("growth", orNull(column.growth()));
      numbers.put("deviation", orNull(column.deviation()));
      each.put(column.name(), numbers);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("metric", metric);
    map.put("baseline", orNull(baseline));
    map.put("rows", rows);
    map.put("repetitions", repetitions);
    map.put("columns", each);
    return map;
  }

  private static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
