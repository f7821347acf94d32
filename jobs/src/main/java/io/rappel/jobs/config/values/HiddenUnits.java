package io.rappel.jobs.config.values;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Units of each hidden layer as {@code --hidden} writes them.
 *
 * @param units from the input on; empty for a linear model, written {@code none}
 */
public record HiddenUnits(List<Integer> units) {

  static final String NONE = "none";

  public HiddenUnits {
    units = List.copyOf(units);
  }

  /** Reads {@code 256,128} or {@code none}; null of {@code auto}. */
  public static HiddenUnits parse(String text) {
    if (text.equals(Converters.AUTO)) {
      return null;
    }
    if (text.equals(NONE) || text.equals("0")) {
      return new HiddenUnits(List.of());
    }
    try {
      return new HiddenUnits(
          Arrays.stream(text.split(",", -1)).map(String::strip).map(Integer::valueOf).toList());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "must be units of each layer such as 256,128, or none, not '" + text + "'", e);
    }
  }

  @Override
  public String toString() {
    return units.isEmpty()
        ? NONE
        : units.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
