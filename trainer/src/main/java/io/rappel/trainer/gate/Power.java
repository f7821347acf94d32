package io.rappel.trainer.gate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How likely the gate is to let a good challenger pass: one that is as good as the champion, or
 * where superiority has to be shown, one that is better by the margin.
 *
 * @param power the probability, from 0 to 1
 * @param rowsNeeded about so many rows like these would make it 0.8; −1: no number of rows would
 */
public record Power(double power, long rowsNeeded) {

  /** A gate of less power rejects good challengers often. */
  public static final double ENOUGH = 0.8;

  /** Whether it is at least 0.8. */
  public boolean isEnough() {
    return power >= ENOUGH;
  }

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("power", power);
    map.put("rows_needed", rowsNeeded < 0 ? null : rowsNeeded);
    return map;
  }
}
