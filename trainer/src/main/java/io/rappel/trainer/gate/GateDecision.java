package io.rappel.trainer.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the gate says.
 *
 * @param accepted whether the challenger may become the champion
 * @param reasons in plain sentences, why, the one that decided first
 * @param settings by which it was judged
 * @param rows on which
 * @param skill against the trivial prediction; null where there are too few rows
 * @param champion against the champion; null where there is none, or too few rows
 * @param power of the test against the champion; null where there is none
 * @param slices those that were judged, by name
 */
public record GateDecision(
    boolean accepted,
    List<String> reasons,
    GateSettings settings,
    int rows,
    Comparison skill,
    Comparison champion,
    Power power,
    List<SliceComparison> slices) {

  public GateDecision {
    reasons = List.copyOf(reasons);
    slices = List.copyOf(slices);
  }

  /** The sentence that decided. */
  public String reason() {
    return reasons.get(0);
  }

  /** As a JSON object: numbers, texts, lists and maps, null where there is nothing. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("accepted", accepted);
    map.put("reasons", reasons);
    map.put("settings", settings.toMap());
    map.put("rows", rows);
    map.put("skill", skill == null ? null : skill.toMap());
    map.put("champion", champion == null ? null : champion.toMap());
    map.put("power", power == null ? null : power.toMap());
    map.put("slices", slices.stream().map(SliceComparison::toMap).toList());
    return map;
  }
}
