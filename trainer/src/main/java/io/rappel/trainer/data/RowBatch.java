package io.rappel.trainer.data;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Some thousands of rows as they were read, by column: numbers, texts and gaps as {@link Cell}s,
 * before anybody knows what the columns mean. It is what crosses from those who read rows to those
 * who train on them, within a task; the arrays are shared and not to be modified.
 */
public final class RowBatch {

  /** Rows that a batch has, at the most. */
  public static final int ROWS = 4096;

  private static final long[] NO_WEIGHTS = new long[0];

  private final int rows;
  private final long[][] features;
  private final Texts[] texts;
  private final double[] byRow;
  private final SparseCells sparse;
  private final long[][] labels;
  private final Texts[] labelTexts;
  private final long[] weights;
  private List<Set<String>> spellings = List.of();
  private int malformed;
  private boolean suspect;

  private RowBatch(
      int rows,
      long[][] features,
      Texts[] texts,
      double[] byRow,
      SparseCells sparse,
      long[][] labels,
      Texts[] labelTexts,
      long[] weights) {
    this.rows = rows;
    this.features = features;
    this.texts = texts;
    this.byRow = byRow;
    this.sparse = sparse;
    this.labels = labels;
    this.labelTexts = labelTexts;
    this.weights = weights == null ? NO_WEIGHTS : weights;
  }

  /**
   * Rows of a table.
   *
   * @param features cells [column][row]
   * @param texts of each feature's cells; null where none is a text
   * @param labels cells [label column][row]
   * @param labelTexts of each label's cells; null where none is a text
   * @param weights cells [row]; null: every weight is 1
   */
  public static RowBatch table(
      int rows,
      long[][] features,
      Texts[] texts,
      long[][] labels,
      Texts[] labelTexts,
      long[] weights) {
    return new RowBatch(rows, features, texts, null, null, labels, labelTexts, weights);
  }

  /**
   * Rows of vectors, without labels.
   *
   * @param numbers row by row; −0 is none of them, and NaN is nothing
   */
  public static RowBatch vectors(int rows, int columns, double[] numbers) {
    return new RowBatch(
        rows,
        new long[columns][],
        new Texts[columns],
        numbers,
        null,
        new long[0][],
        new Texts[0],
        null);
  }

  /** Rows of numbers of which most are 0; labels and weights as in {@link #table}. */
  public static RowBatch sparse(
      int rows, SparseCells features, long[][] labels, Texts[] labelTexts, long[] weights) {
    return new RowBatch(
        rows, new long[0][], new Texts[0], null, features, labels, labelTexts, weights);
  }

  /**
   * Tells of what is not in the cells.
   *
   * @param spellingsOfLabels for each label, ways in which numbers are written that are not their
   *     usual texts
   * @param malformedRows rows beside these that cannot be read
   * @param maybeUndecodable whether some text may come of bytes that could not be decoded
   */
  public RowBatch with(
      List<Set<String>> spellingsOfLabels, int malformedRows, boolean maybeUndecodable) {
    spellings = List.copyOf(spellingsOfLabels);
    malformed = malformedRows;
    suspect = maybeUndecodable;
    return this;
  }

  public Set<String> spellings(int label) {
    return label < spellings.size() ? spellings.get(label) : Set.of();
  }

  public int malformed() {
    return malformed;
  }

  public boolean suspect() {
    return suspect;
  }

  public int rows() {
    return rows;
  }

  /** Whether {@link #sparse()} has the features. */
  public boolean isSparse() {
    return sparse != null;
  }

  public SparseCells sparse() {
    return sparse;
  }

  /** Feature columns of a table; not where the rows are sparse. */
  public int columns() {
    return features.length;
  }

  /** Cells of a feature [row]. */
  public long[] column(int feature) {
    if (features[feature] == null) {
      features[feature] = new long[rows];
      for (int i = 0; i < rows; i++) {
        features[feature][i] = Cell.number(byRow[i * features.length + feature]);
      }
    }
    return features[feature];
  }

  /** The numbers of all features, row by row, NaN where nothing is there; null: rows of a table. */
  public double[] byRow() {
    return byRow;
  }

  /** Texts of a feature's cells; null: none is a text. */
  public Texts texts(int feature) {
    return texts[feature];
  }

  public int labels() {
    return labels.length;
  }

  /** Cells of a label [row]. */
  public long[] label(int label) {
    return labels[label];
  }

  /** Texts of a label's cells; null: none is a text. */
  public Texts labelTexts(int label) {
    return labelTexts[label];
  }

  /** Whether rows have weights of their own. */
  public boolean hasWeights() {
    return weights.length > 0;
  }

  /** Cells of the weights [row], where there are any. */
  public long[] weights() {
    return weights;
  }

  /**
   * Some of the rows, with all that is known of the batch.
   *
   * @param which rows, ascending
   */
  public RowBatch part(int[] which) {
    return new RowBatch(
            which.length,
            byRow == null ? cells(features, which) : new long[features.length][],
            texts,
            byRow == null ? null : byRow(which),
            sparse == null ? null : sparse.part(which),
            cells(labels, which),
            labelTexts,
            weights.length == 0 ? null : cells(weights, which))
        .with(spellings, malformed, suspect);
  }

  private double[] byRow(int[] which) {
    double[] numbers = new double[which.length * features.length];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(
          byRow, which[i] * features.length, numbers, i * features.length, features.length);
    }
    return numbers;
  }

  private static long[][] cells(long[][] columns, int[] rows) {
    return Arrays.stream(columns).map(column -> cells(column, rows)).toArray(long[][]::new);
  }

  private static long[] cells(long[] column, int[] rows) {
    return Arrays.stream(rows).mapToLong(row -> column[row]).toArray();
  }
}
