package io.rappel.trainer.drift;

import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Thermometer;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bins in which a column's cells are counted, each with a number. Of numbers: 0 for missing
 * ones, then those below the first edge, from each edge to the next, and from the last edge on. Of
 * levels: 0 for missing ones, 1 for levels that are none of these, then the levels, and at last
 * those that were known but are too many to be listed.
 *
 * @param name of the column
 * @param kind of the column
 * @param edges of numbers, ascending; of levels empty
 * @param levels of categories; of numbers empty
 */
public record ColumnBins(String name, FeatureKind kind, List<Double> edges, List<String> levels) {

  /** The bin of cells with nothing in them. */
  static final int MISSING = 0;

  /** The bin of levels that are not known. */
  static final int UNKNOWN = 1;

  static final int FIRST_LEVEL = 2;

  private static final int MOST_LEVELS = 1000;
  private static final int MOST_EDGES = 20;
  private static final int DEVIATIONS = 3;
  private static final int EDGES_OF_A_DEVIATION = 4;

  public ColumnBins {
    edges = List.copyOf(edges);
    levels = List.copyOf(levels);
  }

  /**
   * The bins of a feature, from what the model has stored of it: the knots of its hats or
   * thermometers, which are quantiles of the training rows, else quarters of its unit around its
   * offset; of categories the levels. Dates, which move on, are only counted.
   */
  static ColumnBins of(Feature feature) {
    if (feature.kind() == FeatureKind.CATEGORY) {
      List<String> levels = List.of();
      for (Encoding encoding : feature.encodings()) {
        levels = encoding instanceof OneHot oneHot ? oneHot.levels() : levels;
      }
      return levels(feature.name(), levels);
    }
    List<Double> edges =
        switch (feature.kind()) {
          case BOOLEAN -> List.of(0.5);
          case NUMBER -> edges(feature);
          default -> List.of();
        };
    return new ColumnBins(feature.name(), feature.kind(), edges, List.of());
  }

  /** The bins of some levels, of which the first thousand are told apart. */
  static ColumnBins levels(String name, List<String> levels) {
    return new ColumnBins(
        name,
        FeatureKind.CATEGORY,
        List.of(),
        levels.subList(0, Math.min(MOST_LEVELS, levels.size())));
  }

  static ColumnBins numbers(String name, List<Double> edges) {
    return new ColumnBins(name, FeatureKind.NUMBER, edges, List.of());
  }

  private static List<Double> edges(Feature feature) {
    List<Double> edges = List.of();
    for (Encoding encoding : feature.encodings()) {
      if (encoding instanceof Hat hat) {
        return thinned(hat.knots());
      }
      if (encoding instanceof Thermometer bins) {
        return thinned(bins.knots());
      }
      if (encoding instanceof Affine affine) {
        edges = around(affine.offset(), affine.factor());
      }
    }
    return edges;
  }

  private static List<Double> thinned(List<Double> knots) {
    int count = Math.min(knots.size(), MOST_EDGES);
    List<Double> edges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      edges.add(knots.get((int) ((long) i * (knots.size() - 1) / (count - 1))));
    }
    return edges;
  }

  /**
   * Edges about numbers that are scaled: up to three units to both sides.
   *
   * @param factor 1 / the unit; 0: all numbers were equal, and others lie to both sides of them
   */
  static List<Double> around(double offset, double factor) {
    if (factor == 0) {
      return List.of(offset, Math.nextUp(offset));
    }
    List<Double> edges = new ArrayList<>();
    int steps = DEVIATIONS * EDGES_OF_A_DEVIATION;
    for (int k = -steps; k <= steps; k++) {
      double edge = offset + k / (EDGES_OF_A_DEVIATION * factor);
      if (Double.isFinite(edge) && (edges.isEmpty() || edge > edges.get(edges.size() - 1))) {
        edges.add(edge);
      }
    }
    return edges;
  }

  /** Whether it counts levels. */
  boolean isOfLevels() {
    return kind == FeatureKind.CATEGORY;
  }

  /** How many bins there are. */
  int count() {
    return isOfLevels() ? FIRST_LEVEL + levels.size() + 1 : edges.size() + 2;
  }

  double[] edgeArray() {
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The bin of a number among edges; NaN: missing. */
  static int place(double[] edges, double value) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    int found = Arrays.binarySearch(edges, value + 0.0);
    return found >= 0 ? found + 2 : -found;
  }

  /** The bin of a level's code, as {@link RowTyping} has them. */
  static int place(int bins, int code) {
    return code >= 0
        ? Math.min(FIRST_LEVEL + code, bins - 1)
        : code == RowTyping.MISSING_CODE ? MISSING : UNKNOWN;
  }

  /** The level of a bin, for people. */
  String level(int bin) {
    return bin - FIRST_LEVEL < levels.size() ? levels.get(bin - FIRST_LEVEL) : "other levels";
  }

  /** What is in neighbouring bins of numbers. */
  String text(int first, int last) {
    if (first <= 1 && last > edges.size()) {
      return "any";
    }
    if (kind == FeatureKind.BOOLEAN) {
      return first <= 1 ? "false" : "true";
    }
    if (first <= 1) {
      return "below " + Plain.number(edges.get(last - 1));
    }
    String from = Plain.number(edges.get(first - 2));
    return last > edges.size()
        ? from + " and above"
        : from + " to " + Plain.number(edges.get(last - 1));
  }
}
