package io.rappel.trainer.drift.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that is not as it was.
 *
 * @param check which found it: schema, rows, age, missing, levels, labels, drift or predictions
 * @param column that it is about; null: all rows
 * @param sentence for people
 */
public record DataFinding(Severity severity, String check, String column, String sentence) {

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("severity", severity.toString());
    map.put("check", check);
    map.put("column", column);
    map.put("sentence", sentence);
    return map;
  }
}
