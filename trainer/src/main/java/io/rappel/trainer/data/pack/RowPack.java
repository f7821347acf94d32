package io.rappel.trainer.data.pack;

import io.rappel.trainer.data.RowBatch;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The rows of a shard in canonical order, which depends on the rows alone: those to train on before
 * those that are held out, then by hash, ties by content. Numbers are float64, not yet encoded, NaN
 * where nothing is there; categories are codes of their levels. Sparse rows have numbers alone, and
 * of these only those that are not 0. Immutable; the arrays are shared, not to be modified.
 */
public final class RowPack implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int columns;
  private final boolean sparse;
  private final int codeColumns;
  private final int targetColumns;
  private final int trainRows;
  private final long[] high;
  private final long[] low;
  private final int[] start;
  private final int[] column;
  private final double[] value;
  private final int[] codes;
  private final double[] targets;
  private final double[] weights;

  RowPack(RowPackBuilder from, int trainRows) {
    this.trainRows = trainRows;
    columns = from.columns;
    sparse = from.sparse;
    codeColumns = from.codeColumns;
    targetColumns = from.targetColumns;
    high = from.high;
    low = from.low;
    start = from.start;
    column = from.column;
    value = from.value;
    codes = from.codes;
    targets = from.targets;
    weights = from.weights;
  }

  /**
   * Rows to score, in the order of a batch: none is held out.
   *
   * @param typing of the batch's cells
   * @param sparse whether sparse rows stay so
   */
  public static RowPack of(RowBatch batch, RowTyping typing, boolean sparse) {
    return RowPackBuilder.inOrder(new BatchRows(batch), typing, sparse);
  }

  public int rows() {
    return weights.length;
  }

  /** Columns of numbers. */
  public int columns() {
    return columns;
  }

  public boolean sparse() {
    return sparse;
  }

  /** Columns of categories. */
  public int codeColumns() {
    return codeColumns;
  }

  public int targetColumns() {
    return targetColumns;
  }

  /** Row i has the numbers at entries start[i] to start[i + 1] − 1; length: rows + 1. */
  public int[] start() {
    return start;
  }

  /** The columns of the entries of sparse rows. */
  public int[] entryColumns() {
    return column;
  }

  /** The numbers of all entries. */
  public double[] values() {
    return value;
  }

  /** All targets, row by row. */
  public double[] targets() {
    return targets;
  }

  /** The column of an entry. */
  public int column(int entry) {
    return sparse ? column[entry] : entry % columns;
  }

  /** The number of an entry; NaN: nothing is there. */
  public double value(int entry) {
    return value[entry];
  }

  /** All numbers of a row, those that are 0 among them. */
  public double[] numbers(int row) {
    if (!sparse) {
      return Arrays.copyOfRange(value, start[row], start[row + 1]);
    }
    double[] numbers = new double[columns];
    for (int k = start[row]; k < start[row + 1]; k++) {
      numbers[column(k)] = value[k];
    }
    return numbers;
  }

  /** The code of a category's level, or one of {@link RowTyping}'s for those that have none. */
  public int code(int row, int codeColumn) {
    return codes[row * codeColumns + codeColumn];
  }

  public double target(int row, int targetColumn) {
    return targets[row * targetColumns + targetColumn];
  }

  public double weight(int row) {
    return weights[row];
  }

  public long high(int row) {
    return high[row];
  }

  public long low(int row) {
    return low[row];
  }

  /** Rows 0 to this − 1 are trained on. */
  public int trainRows() {
    return trainRows;
  }

  /**
   * A number that changes with any row: the shard's identity, compared when it is computed anew.
   */
  public long checksum() {
    return 31L * Arrays.hashCode(high) + Arrays.hashCode(low) + ((long) rows() << 32);
  }

  /**
   * The same rows, of which others are held out: none of those that are held out here, or were at
   * an earlier time. Copies of a row are all held out, or none.
   *
   * @param fraction the share of rows that is held out, by content
   * @param times so often rows were held out before
   */
  public RowPack withOthersHeldOut(double fraction, int times) {
    return RowPackBuilder.withOthersHeldOut(this, fraction, times);
  }

  /** This and the copies of frequent rows that belong into a shard. */
  public RowPack withCopies(List<FrequentRow> frequent, int shard, int shards) {
    return RowPackBuilder.withCopies(this, frequent, shard, shards);
  }

  /** The first rows to train on of which each differs from the one before, at most so many. */
  public RowPack head(int most) {
    return RowPackBuilder.head(this, most);
  }

  /** Some rows in their order, none of them held out. */
  public RowPack part(int from, int to) {
    return RowPackBuilder.part(this, from, to);
  }

  /** The rows of several packs of the same columns, one pack after the other. */
  public static RowPack joined(List<RowPack> packs) {
    return RowPackBuilder.joined(packs);
  }

  /**
   * The same rows, in which one column's cells are those of other rows. Hashes stay as they are.
   *
   * @param place of the column among the numbers, or among the categories
   * @param source the row whose cell a row gets
   */
  public RowPack permuted(int place, boolean category, IntUnaryOperator source) {
    return RowPackBuilder.permuted(this, place, category, source);
  }

  /** The numbers of a sparse row's column, and of others. */
  public double number(int row, int place) {
    if (!sparse) {
      return value[start[row] + place];
    }
    int entry = Arrays.binarySearch(column, start[row], start[row + 1], place);
    return entry < 0 ? 0 : value[entry];
  }

  /** Compares the rows i of a and j of b: by hash, ties by content. */
  public static int compare(RowPack a, int i, RowPack b, int j) {
    int c = Long.compare(a.high[i], b.high[j]);
    if (c == 0) {
      c = Long.compare(a.low[i], b.low[j]);
    }
    return c != 0 ? c : compareContent(a, i, b, j);
  }

  private static int compareContent(RowPack a, int i, RowPack b, int j) {
    int c = 0;
    if (a.sparse) {
      c =
          Arrays.compare(
              a.column, a.start[i], a.start[i + 1], b.column, b.start[j], b.start[j + 1]);
    }
    if (c == 0) {
      c = Arrays.compare(a.value, a.start[i], a.start[i + 1], b.value, b.start[j], b.start[j + 1]);
    }
    int k = a.codeColumns;
    if (c == 0) {
      c = Arrays.compare(a.codes, i * k, i * k + k, b.codes, j * k, j * k + k);
    }
    int t = a.targetColumns;
    if (c == 0) {
      c = Arrays.compare(a.targets, i * t, i * t + t, b.targets, j * t, j * t + t);
    }
    return c != 0 ? c : Double.compare(a.weights[i], b.weights[j]);
  }

  /** Copies a row to the end of one that is being built. */
  void copyTo(int row, RowPackBuilder to) {
    to.begin(high[row], low[row], start[row + 1] - start[row]);
    System.arraycopy(value, start[row], to.value, to.entries, start[row + 1] - start[row]);
    if (sparse) {
      System.arraycopy(column, start[row], to.column, to.entries, start[row + 1] - start[row]);
    }
    System.arraycopy(codes, row * codeColumns, to.codes, to.rows * codeColumns, codeColumns);
    System.arraycopy(
        targets, row * targetColumns, to.targets, to.rows * targetColumns, targetColumns);
    to.end(weights[row], start[row + 1] - start[row]);
  }
}
