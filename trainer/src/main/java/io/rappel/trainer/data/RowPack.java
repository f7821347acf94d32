package io.rappel.trainer.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;

/**
 * Raw rows in flat arrays, as they cross the shuffle: float64, dense or compressed, with the hash
 * of each. Immutable; the arrays are shared, not to be modified.
 */
public final class RowPack implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int columns;
  private final boolean sparse;
  private final int targetColumns;
  private final long[] high;
  private final long[] low;
  private final boolean[] heldOut;
  private final int[] start;
  private final int[] column;
  private final double[] value;
  private final double[] targets;
  private final double[] weights;

  private RowPack(Builder from) {
    columns = from.columns;
    sparse = from.sparse;
    targetColumns = from.targetColumns;
    high = Arrays.copyOf(from.high, from.rows);
    low = Arrays.copyOf(from.low, from.rows);
    heldOut = Arrays.copyOf(from.heldOut, from.rows);
    start = Arrays.copyOf(from.start, from.rows + 1);
    column = Arrays.copyOf(from.column, sparse ? from.entries : 0);
    value = Arrays.copyOf(from.value, from.entries);
    targets = Arrays.copyOf(from.targets, from.rows * targetColumns);
    weights = Arrays.copyOf(from.weights, from.rows);
  }

  public int rows() {
    return weights.length;
  }

  /** Number of features. */
  public int columns() {
    return columns;
  }

  public boolean sparse() {
    return sparse;
  }

  public int targetColumns() {
    return targetColumns;
  }

  /** Row i has the entries start[i] to start[i + 1] − 1; length: rows + 1. */
  public int[] start() {
    return start;
  }

  /** The feature of an entry. */
  public int column(int entry) {
    return sparse ? column[entry] : entry % columns;
  }

  /** The raw value of an entry. */
  public double value(int entry) {
    return value[entry];
  }

  public double target(int row, int targetColumn) {
    return targets[row * targetColumns + targetColumn];
  }

  public double weight(int row) {
    return weights[row];
  }

  /** Rows before the first held-out one, in a pack in canonical order. */
  public int trainRows() {
    int n = 0;
    while (n < heldOut.length && !heldOut[n]) {
      n++;
    }
    return n;
  }

  /**
   * A number that changes with any row: the shard's identity, compared when it is computed anew.
   */
  public long checksum() {
    return 31L * Arrays.hashCode(high) + Arrays.hashCode(low) + ((long) rows() << 32);
  }

  /**
   * All rows of some packs in canonical order: rows to train on before held-out ones, then by hash,
   * ties by content.
   */
  public static RowPack inCanonicalOrder(List<RowPack> packs) {
    int total = packs.stream().mapToInt(RowPack::rows).sum();
    long[] places = new long[total];
    int n = 0;
    for (int p = 0; p < packs.size(); p++) {
      for (int row = 0; row < packs.get(p).rows(); row++) {
        places[n++] = ((long) p << 32) | row;
      }
    }
    Integer[] order = IntStream.range(0, total).boxed().toArray(Integer[]::new);
    Arrays.sort(
        order,
        (i, j) ->
            compare(
                packs.get((int) (places[i] >>> 32)),
                (int) places[i],
                packs.get((int) (places[j] >>> 32)),
                (int) places[j]));
    RowPack any = packs.get(0);
    Builder builder = new Builder(any.columns, any.sparse, any.targetColumns);
    for (int i : order) {
      builder.copy(packs.get((int) (places[i] >>> 32)), (int) places[i]);
    }
    return builder.build();
  }

  private static int compare(RowPack a, int i, RowPack b, int j) {
    int c = Boolean.compare(a.heldOut[i], b.heldOut[j]);
    if (c == 0) {
      c = Long.compare(a.high[i], b.high[j]);
    }
    if (c == 0) {
      c = Long.compare(a.low[i], b.low[j]);
    }
    return c != 0 ? c : compareContent(a, i, b, j);
  }

  private static int compareContent(RowPack a, int i, RowPack b, int j) {
    if (a.sparse) {
      int c =
          Arrays.compare(
              a.column, a.start[i], a.start[i + 1], b.column, b.start[j], b.start[j + 1]);
      if (c != 0) {
        return c;
      }
    }
    int c =
        Arrays.compare(a.value, a.start[i], a.start[i + 1], b.value, b.start[j], b.start[j + 1]);
    int t = a.targetColumns;
    if (c == 0) {
      c = Arrays.compare(a.targets, i * t, i * t + t, b.targets, j * t, j * t + t);
    }
    return c != 0 ? c : Double.compare(a.weights[i], b.weights[j]);
  }

  /** Collects rows. */
  public static final class Builder {

    private final int columns;
    private final boolean sparse;
    private final int targetColumns;
    private int rows;
    private int entries;
    private long[] high = new long[16];
    private long[] low = new long[16];
    private boolean[] heldOut = new boolean[16];
    private int[] start = new int[17];
    private int[] column = new int[0];
    private double[] value = new double[64];
    private double[] targets;
    private double[] weights = new double[16];

    public Builder(int columns, boolean sparse, int targetColumns) {
      this.columns = columns;
      this.sparse = sparse;
      this.targetColumns = targetColumns;
      this.targets = new double[16 * targetColumns];
    }

    public int rows() {
      return rows;
    }

    /** Bytes of the rows so far, about. */
    public long bytes() {
      return 12L * entries + rows * (40L + 8L * targetColumns);
    }

    /** Adds a row. */
    public void add(Example example, ContentHash hash, boolean isHeldOut) {
      Vector features = example.features();
      int needed = sparse ? features.numNonzeros() : columns;
      begin(hash.high(), hash.low(), isHeldOut, needed, example.weight());
      System.arraycopy(example.targets(), 0, targets, rows * targetColumns, targetColumns);
      int row = entries;
      int[] next = {entries};
      NonZeros.forEach(
          features,
          (j, x) -> {
            if (sparse) {
              column[next[0]] = j;
              value[next[0]++] = x;
            } else {
              value[row + j] = x;
            }
          });
      end(needed);
    }

    private void copy(RowPack from, int row) {
      int length = from.start[row + 1] - from.start[row];
      begin(from.high[row], from.low[row], from.heldOut[row], length, from.weights[row]);
      System.arraycopy(
          from.targets, row * targetColumns, targets, rows * targetColumns, targetColumns);
      if (sparse) {
        System.arraycopy(from.column, from.start[row], column, entries, length);
      }
      System.arraycopy(from.value, from.start[row], value, entries, length);
      end(length);
    }

    private void begin(long hashHigh, long hashLow, boolean isHeldOut, int needed, double weight) {
      if (rows == weights.length) {
        int length = rows * 2;
        high = Arrays.copyOf(high, length);
        low = Arrays.copyOf(low, length);
        heldOut = Arrays.copyOf(heldOut, length);
        start = Arrays.copyOf(start, length + 1);
        targets = Arrays.copyOf(targets, length * targetColumns);
        weights = Arrays.copyOf(weights, length);
      }
      int most = Math.addExact(entries, needed);
      if (value.length < most) {
        value = Arrays.copyOf(value, Math.max(most, value.length * 2));
      }
      if (sparse && column.length < value.length) {
        column = Arrays.copyOf(column, value.length);
      }
      high[rows] = hashHigh;
      low[rows] = hashLow;
      heldOut[rows] = isHeldOut;
      weights[rows] = weight;
    }

    private void end(int length) {
      entries += length;
      rows++;
      start[rows] = entries;
    }

    public RowPack build() {
      return new RowPack(this);
    }
  }
}
