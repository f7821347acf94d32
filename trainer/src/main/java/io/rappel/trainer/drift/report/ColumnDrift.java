package io.rappel.trainer.drift.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column then and now.
 *
 * @param name of the column
 * @param psi population stability index, Σ (p − q) ln (p / q) over groups of bins; null where it
 *     was not computed
 * @param missingBefore share of missing cells in the champion's rows
 * @param missingNow share of missing cells
 * @param groups of neighbouring bins, each with a twentieth of the champion's rows at least, as far
 *     as there are such
 */
public record ColumnDrift(
    String name, Double psi, double missingBefore, double missingNow, List<Group> groups) {

  /**
   * Some bins.
   *
   * @param text what is in them
   * @param before share of the champion's rows
   * @param now share of the rows
   */
  public record Group(String text, double before, double now) {}

  public ColumnDrift {
    groups = List.copyOf(groups);
  }

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("psi", psi);
    map.put("missing_before", missingBefore);
    map.put("missing_now", missingNow);
    map.put("groups", groups.stream().map(Group::text).toList());
    map.put("before", groups.stream().map(Group::before).toList());
    map.put("now", groups.stream().map(Group::now).toList());
    return map;
  }
}
