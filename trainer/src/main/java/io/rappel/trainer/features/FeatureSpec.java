package io.rappel.trainer.features;

import java.io.Serializable;
import java.util.List;

/**
 * What a column is, as all rows show it, before anything is learned of it.
 *
 * @param name of the column
 * @param levels of a category: all texts that there are, in any order, each once; otherwise empty
 * @param timed of dates: whether some have a time of day
 * @param entry of numbers: whether it is an entry of an array or vector
 */
public record FeatureSpec(
    String name, FeatureKind kind, List<String> levels, boolean timed, boolean entry)
    implements Serializable {

  public FeatureSpec {
    levels = List.copyOf(levels);
  }

  public static FeatureSpec number(String name) {
    return new FeatureSpec(name, FeatureKind.NUMBER, List.of(), false, false);
  }

  /** A number of an array or vector, of which each entry is a feature. */
  public static FeatureSpec entry(String name) {
    return new FeatureSpec(name, FeatureKind.NUMBER, List.of(), false, true);
  }

  public static FeatureSpec truth(String name) {
    return new FeatureSpec(name, FeatureKind.BOOLEAN, List.of(), false, false);
  }

  public static FeatureSpec date(String name, boolean timed) {
    return new FeatureSpec(name, FeatureKind.DATE, List.of(), timed, false);
  }

  public static FeatureSpec category(String name, List<String> levels) {
    return new FeatureSpec(name, FeatureKind.CATEGORY, levels, false, false);
  }

  /** How many of them are numbers or dates, which may have bins. */
  public static long numbers(List<FeatureSpec> specs) {
    return specs.stream()
        .filter(spec -> spec.kind() == FeatureKind.NUMBER || spec.kind() == FeatureKind.DATE)
        .count();
  }
}
