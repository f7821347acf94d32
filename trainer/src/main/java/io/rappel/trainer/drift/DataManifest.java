package io.rappel.trainer.drift;

import io.rappel.trainer.features.FeatureKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the rows of a run looked like, in the bins of a model: of its own, where the manifest stays
 * with the model, or of the champion, where new rows are compared with the champion's.
 *
 * @param rows that were counted
 * @param newest day of the newest partition; null: not known
 * @param asOf the run's logical date; null: it has none
 * @param features by column
 * @param labels by label column; all counts are 0 where rows had no labels
 * @param predictions of the model
 */
public record DataManifest(
    long rows,
    LocalDate newest,
    LocalDate asOf,
    List<ColumnCounts> features,
    List<ColumnCounts> labels,
    List<ColumnCounts> predictions) {

  private static final int VERSION = 1;

  public DataManifest {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    predictions = List.copyOf(predictions);
  }

  /**
   * What was counted.
   *
   * @param bins of the model whose {@link DataCounter} has counted
   */
  public static DataManifest of(
      ManifestBins bins, DataCounts counts, LocalDate newest, LocalDate asOf) {
    return new DataManifest(
        counts.rows,
        newest,
        asOf,
        columns(bins.features(), counts.features, counts.unknown),
        columns(bins.labels(), counts.labels, null),
        columns(bins.predictions(), counts.predictions, null));
  }

  private static List<ColumnCounts> columns(
      List<ColumnBins> bins, long[][] counts, String[][] unknown) {
    List<ColumnCounts> columns = new ArrayList<>();
    for (int j = 0; j < counts.length; j++) {
      columns.add(
          new ColumnCounts(
              bins.get(j),
              Arrays.stream(counts[j]).boxed().toList(),
              unknown == null ? List.of() : Arrays.asList(unknown[j])));
    }
    return columns;
  }

  /** As a JSON object, which {@link #fromMap} reads back. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", VERSION);
    map.put("rows", rows);
    map.put("newest", newest == null ? null : newest.toString());
    map.put("as_of", asOf == null ? null : asOf.toString());
    map.put("features", features.stream().map(ColumnCounts::toMap).toList());
    map.put("labels", labels.stream().map(ColumnCounts::toMap).toList());
    map.put("predictions", predictions.stream().map(ColumnCounts::toMap).toList());
    return map;
  }

  /**
   * Of the JSON object that {@link #toMap} gives.
   *
   * @throws IllegalArgumentException if it is no manifest
   */
  public static DataManifest fromMap(Map<String, ?> map) {
    try {
      if (((Number) map.get("version")).intValue() != VERSION) {
        throw new IllegalArgumentException(
            "the manifest has the version %s, not %d".formatted(map.get("version"), VERSION));
      }
      return new DataManifest(
          ((Number) map.get("rows")).longValue(),
          day(map.get("newest")),
          day(map.get("as_of")),
          columns(map.get("features")),
          columns(map.get("labels")),
          columns(map.get("predictions")));
    } catch (ClassCastException | NullPointerException | DateTimeException e) {
      throw new IllegalArgumentException("this is no manifest of data", e);
    }
  }

  private static LocalDate day(Object text) {
    return text == null ? null : LocalDate.parse((String) text);
  }

  private static List<ColumnCounts> columns(Object list) {
    return ((List<?>) list).stream().map(column -> column((Map<?, ?>) column)).toList();
  }

  private static ColumnCounts column(Map<?, ?> map) {
    FeatureKind kind = FeatureKind.valueOf(((String) map.get("kind")).toUpperCase(Locale.ROOT));
    boolean levels = kind == FeatureKind.CATEGORY;
    ColumnBins bins =
        new ColumnBins(
            (String) map.get("name"),
            kind,
            levels ? List.of() : numbers(map.get("edges")),
            levels ? texts(map.get("levels")) : List.of());
    List<Long> counts =
        ((List<?>) map.get("counts")).stream().map(n -> ((Number) n).longValue()).toList();
    return new ColumnCounts(bins, counts, levels ? texts(map.get("unknown")) : List.of());
  }

  private static List<Double> numbers(Object list) {
    return ((List<?>) list).stream().map(n -> ((Number) n).doubleValue()).toList();
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }
}
