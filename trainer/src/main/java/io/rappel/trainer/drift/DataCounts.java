package io.rappel.trainer.drift;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * How many rows fell into which bins; of numbers and texts alone, so that it crosses between
 * processes. See {@link DataCounter}.
 */
public final class DataCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Of the levels that are not known, the first ones are named. */
  static final int MOST_NAMED = 5;

  long rows;
  final long[][] features;
  final long[][] labels;
  final long[][] predictions;
  final String[][] unknown;

  DataCounts(ManifestBins bins) {
    features = counts(bins.features());
    labels = counts(bins.labels());
    predictions = counts(bins.predictions());
    unknown = new String[bins.features().size()][0];
  }

  private static long[][] counts(List<ColumnBins> columns) {
    return columns.stream().map(bins -> new long[bins.count()]).toArray(long[][]::new);
  }

  /** How many rows were counted. */
  public long rows() {
    return rows;
  }

  /**
   * Adds another's rows, which is not modified.
   *
   * @throws IllegalArgumentException where the other has other bins
   */
  public void merge(DataCounts other) {
    add(features, other.features);
    add(labels, other.labels);
    add(predictions, other.predictions);
    for (int j = 0; j < unknown.length; j++) {
      unknown[j] = named(unknown[j], Arrays.asList(other.unknown[j]));
    }
    rows += other.rows;
  }

  private static void add(long[][] to, long[][] from) {
    if (to.length != from.length) {
      throw new IllegalArgumentException("only counts in the same bins can be merged");
    }
    for (int j = 0; j < to.length; j++) {
      if (to[j].length != from[j].length) {
        throw new IllegalArgumentException("only counts in the same bins can be merged");
      }
      for (int bin = 0; bin < to[j].length; bin++) {
        to[j][bin] += from[j][bin];
      }
    }
  }

  /** The alphabetically first names of both. */
  static String[] named(String[] known, List<String> more) {
    TreeSet<String> names = new TreeSet<>(Arrays.asList(known));
    names.addAll(more);
    return names.stream().limit(MOST_NAMED).toArray(String[]::new);
  }
}
