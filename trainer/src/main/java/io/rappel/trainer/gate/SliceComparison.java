package io.rappel.trainer.gate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Challenger and champion on the rows of a slice.
 *
 * @param name what the column says in these rows
 * @param comparison with an interval whose confidence grows with the number of slices
 * @param worse whether the whole interval lies above the margin
 */
public record SliceComparison(String name, Comparison comparison, boolean worse) {

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("slice", name);
    map.putAll(comparison.toMap());
    map.put("worse", worse);
    return map;
  }
}
