package io.rappel.trainer.data;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much the classes' rows count in training, besides their own weights: all alike, each class as
 * much as every other, or as given.
 */
public final class ClassWeights implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String NONE = "none";
  private static final String BALANCED = "balanced";

  private final boolean balanced;
  private final LinkedHashMap<String, Double> given;

  private ClassWeights(boolean balanced, Map<String, Double> given) {
    this.balanced = balanced;
    this.given = new LinkedHashMap<>(given);
  }

  /** Rows of every class count alike. */
  public static ClassWeights none() {
    return new ClassWeights(false, Map.of());
  }

  /** n / (k n_c) for a class with n_c of the n rows to train on, of k classes. */
  public static ClassWeights balanced() {
    return new ClassWeights(true, Map.of());
  }

  /** Weights by label; 1 for classes that are not named. */
  public static ClassWeights of(Map<String, Double> weights) {
    weights.forEach(
        (label, weight) -> {
          if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                "the weight of class %s must be a number from 0 on, not %s"
                    .formatted(label, weight));
          }
        });
    return new ClassWeights(false, weights);
  }

  /** Reads {@code none}, {@code balanced} or {@code LABEL:WEIGHT,…}; labels may contain colons. */
  public static ClassWeights parse(String text) {
    if (text.equals(NONE)) {
      return none();
    }
    if (text.equals(BALANCED)) {
      return balanced();
    }
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int colon = part.lastIndexOf(':');
      try {
        if (colon < 0
            || weights.put(
                    part.substring(0, colon).strip(), Double.valueOf(part.substring(colon + 1)))
                != null) {
          throw new IllegalArgumentException(
              "class weights are 'balanced' or LABEL:WEIGHT,… with each label once, not '"
                  + text
                  + "'");
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "the weight of a class is a number, not '" + part.substring(colon + 1) + "'", e);
      }
    }
    return of(weights);
  }

  /** Whether rows of every class count alike. */
  public boolean isNone() {
    return !balanced && given.isEmpty();
  }

  /** The labels with a weight of their own that are none of the classes, in their order. */
  public List<String> unknown(List<String> classes) {
    return given.keySet().stream().filter(label -> !classes.contains(label)).toList();
  }

  /**
   * The weight of each class.
   *
   * @param classes labels by index
   * @param rows to train on of each class
   * @throws DataException if no row is of a class with a weight above 0
   */
  public double[] of(List<String> classes, long[] rows) {
    double[] weights = new double[classes.size()];
    double all = Arrays.stream(rows).sum();
    Arrays.setAll(
        weights,
        c ->
            balanced
                ? rows[c] == 0 ? 0 : all / ((double) weights.length * rows[c])
                : given.getOrDefault(classes.get(c), 1.0));
    boolean counts = false;
    for (int c = 0; c < weights.length; c++) {
      counts |= weights[c] * rows[c] > 0;
    }
    if (!counts) {
      throw new DataException("no row to train on is of a class with a weight above 0");
    }
    return weights;
  }

  /** As it is read; {@code none} where every class counts alike. */
  @Override
  public String toString() {
    if (isNone()) {
      return NONE;
    }
    return balanced
        ? BALANCED
        : given.entrySet().stream()
            .map(entry -> entry.getKey() + ":" + plain(entry.getValue()))
            .collect(Collectors.joining(","));
  }

  private static String plain(double weight) {
    return BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
  }
}
