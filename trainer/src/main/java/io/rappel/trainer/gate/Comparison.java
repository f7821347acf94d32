package io.rappel.trainer.gate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the challenger's loss differs from another's on the same rows: change = challenger's loss /
 * other's loss − 1, so −0.03 says that it is 3 % lower.
 *
 * @param rows that both were scored on
 * @param challenger its score, in the metric's units
 * @param other the other's score
 * @param change of the loss; infinite where the other has none and the challenger has
 * @param low lower end of the interval of the change
 * @param high upper end of it
 * @param confidence of the interval, such as 0.95: the true change lies below it, or above it, in
 *     half the rest each
 * @param standardError of the change
 */
public record Comparison(
    int rows,
    double challenger,
    double other,
    double change,
    double low,
    double high,
    double confidence,
    double standardError) {

  /** As a JSON object; null stands for numbers that are not finite. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", rows);
    map.put("challenger", Plain.number(challenger));
    map.put("other", Plain.number(other));
    map.put("change", Plain.number(change));
    map.put("low", Plain.number(low));
    map.put("high", Plain.number(high));
    map.put("confidence", confidence);
    map.put("standard_error", Plain.number(standardError));
    return map;
  }
}
