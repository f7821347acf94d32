package io.rappel.trainer.data.profile;

import io.rappel.trainer.data.ColumnRanges;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.SparseCells;
import io.rappel.trainer.data.hash.RowHashes;
import java.io.Serializable;
import java.util.stream.Stream;

/**
 * What one pass finds out about all rows: how many, a profile of each column, and a fingerprint
 * that does not depend on their order. A mergeable sum.
 */
public final class TableProfile implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Different numbers of a feature that are kept. */
  private static final int MOST_NUMBERS = 1000;

  /** Different numbers of a label that are kept. */
  private static final int MOST_LABELS = 10_000;

  private final ColumnProfile[] features;
  private final ColumnProfile[] labels;
  private final ColumnProfile weights = new ColumnProfile(0);
  private final int width;
  private long rows;
  private long malformed;
  private boolean suspect;
  private long entries;
  private int largestColumn = -1;
  private long fingerprintHigh;
  private long fingerprintLow;

  /**
   * Of no rows.
   *
   * @param features columns of a table; −1: rows are sparse, and have as many as are found
   * @param labels label columns
   */
  public TableProfile(int features, int labels) {
    this.width = features;
    this.features = profiles(Math.max(0, features), MOST_NUMBERS);
    this.labels = profiles(labels, MOST_LABELS);
  }

  private static ColumnProfile[] profiles(int count, int mostNumbers) {
    return Stream.generate(() -> new ColumnProfile(mostNumbers))
        .limit(count)
        .toArray(ColumnProfile[]::new);
  }

  /**
   * Adds a batch.
   *
   * @param hashes of its rows
   */
  public void add(RowBatch batch, RowHashes hashes) {
    add(batch, hashes, 1);
  }

  /**
   * Adds a batch.
   *
   * @param hashes of its rows
   * @param threads that may work on columns
   */
  public void add(RowBatch batch, RowHashes hashes, int threads) {
    addCells(batch, threads);
    for (int i = 0; i < batch.rows(); i++) {
      fingerprintHigh += hashes.high(i);
      fingerprintLow += hashes.low(i);
    }
  }

  /** Adds a batch where nobody asks for the fingerprint. */
  public void addCells(RowBatch batch) {
    addCells(batch, 1);
  }

  private void addCells(RowBatch batch, int threads) {
    int n = batch.rows();
    rows += n;
    malformed += batch.malformed();
    suspect |= batch.suspect();
    ColumnRanges.forEach(
        batch.columns(),
        threads,
        (part, from, to) -> {
          for (int j = from; j < to; j++) {
            features[j].add(batch.column(j), batch.texts(j), n);
          }
        });
    if (batch.isSparse()) {
      addSparse(batch.sparse(), n);
    }
    for (int t = 0; t < labels.length && t < batch.labels(); t++) {
      labels[t].add(batch.label(t), batch.labelTexts(t), n);
      labels[t].addSpellings(batch.spellings(t));
    }
    if (batch.hasWeights()) {
      weights.add(batch.weights(), null, n);
    }
  }

  private void addSparse(SparseCells cells, int n) {
    int end = cells.start()[n];
    entries += end - cells.start()[0];
    for (int k = cells.start()[0]; k < end; k++) {
      largestColumn = Math.max(largestColumn, cells.column()[k]);
    }
  }

  /** Adds another profile of the same columns. */
  public void merge(TableProfile other) {
    rows += other.rows;
    malformed += other.malformed;
    suspect |= other.suspect;
    entries += other.entries;
    largestColumn = Math.max(largestColumn, other.largestColumn);
    fingerprintHigh += other.fingerprintHigh;
    fingerprintLow += other.fingerprintLow;
    for (int j = 0; j < features.length; j++) {
      features[j].merge(other.features[j]);
    }
    for (int t = 0; t < labels.length; t++) {
      labels[t].merge(other.labels[t]);
    }
    weights.merge(other.weights);
  }

  public long rows() {
    return rows;
  }

  /** Rows beside these that cannot be read. */
  public long malformed() {
    return malformed;
  }

  /** Whether some text may come of bytes that could not be decoded. */
  public boolean suspect() {
    return suspect;
  }

  /** Whether rows are sparse, so that columns have no profiles. */
  public boolean isSparse() {
    return width < 0;
  }

  /** Numbers of sparse rows that are not 0. */
  public long entries() {
    return entries;
  }

  /** Columns: of sparse rows one more than the largest that is not 0. */
  public int columns() {
    return isSparse() ? largestColumn + 1 : width;
  }

  /** The profile of a feature's column; not of sparse rows. */
  public ColumnProfile feature(int column) {
    return features[column];
  }

  public ColumnProfile label(int label) {
    return labels[label];
  }

  public ColumnProfile weights() {
    return weights;
  }

  /** The largest weight of a row. */
  public double largestWeight() {
    return weights.numbers() > 0 ? weights.maximum() : 1;
  }

  /** Changes with any row, and not with their order: 32 hexadecimal digits. */
  public String fingerprint() {
    return "%016x%016x".formatted(fingerprintHigh, fingerprintLow);
  }
}
