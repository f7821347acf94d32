package io.rappel.trainer.data.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.ColumnRanges;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.SparseCells;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.hash.RowHashes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Rows that were dealt into one bucket, as they cross the shuffle: cells by row, before anybody
 * knows what the columns mean, with the hash of each row. Immutable; arrays are shared, not to be
 * modified.
 */
public final class RawPack implements RawRows, Serializable {

  private static final long serialVersionUID = 1L;

  private static final int BYTES_OF_TEXT = 48; // beside its characters

  private final int columns;
  private final int stride;
  private final boolean sparse;
  private final long[] high;
  private final long[] low;
  private final long[] cells;
  private final String[][] texts;
  private final int[] start;
  private final int[] column;
  private final double[] value;

  private RawPack(Builder from) {
    columns = from.columns;
    stride = from.stride;
    sparse = from.sparse;
    high = Arrays.copyOf(from.high, from.rows);
    low = Arrays.copyOf(from.low, from.rows);
    cells = Arrays.copyOf(from.cells, from.rows * from.stride);
    texts = new String[from.stride][];
    for (int j = 0; j < texts.length; j++) {
      texts[j] = from.texts[j] == null ? null : from.texts[j].list().toArray(new String[0]);
    }
    start = sparse ? Arrays.copyOf(from.start, from.rows + 1) : new int[0];
    column = Arrays.copyOf(from.column, from.entries);
    value = Arrays.copyOf(from.value, from.entries);
  }

  private RawPack(DataInputStream in) throws IOException {
    columns = in.readInt();
    stride = in.readInt();
    sparse = in.readBoolean();
    high = ArrayStream.longs(in);
    low = ArrayStream.longs(in);
    cells = ArrayStream.longs(in);
    texts = new String[stride][];
    for (int j = in.readInt(); j >= 0; j = in.readInt()) {
      texts[j] = new String[in.readInt()];
      for (int code = 0; code < texts[j].length; code++) {
        texts[j][code] = new String(in.readNBytes(in.readInt()), UTF_8);
      }
    }
    start = ArrayStream.ints(in);
    column = ArrayStream.ints(in);
    value = ArrayStream.doubles(in);
  }

  /** Reads what {@link #write} has written. */
  public static RawPack read(DataInputStream in) throws IOException {
    return new RawPack(in);
  }

  /** Writes the rows; texts come of UTF-8. */
  public void write(DataOutputStream out) throws IOException {
    out.writeInt(columns);
    out.writeInt(stride);
    out.writeBoolean(sparse);
    ArrayStream.write(high, out);
    ArrayStream.write(low, out);
    ArrayStream.write(cells, out);
    for (int j = 0; j < stride; j++) {
      if (texts[j] != null) {
        out.writeInt(j);
        out.writeInt(texts[j].length);
        for (String text : texts[j]) {
          byte[] utf8 = text.getBytes(UTF_8);
          out.writeInt(utf8.length);
          out.write(utf8);
        }
      }
    }
    out.writeInt(-1);
    ArrayStream.write(start, out);
    ArrayStream.write(column, out);
    ArrayStream.write(value, out);
  }

  @Override
  public int rows() {
    return high.length;
  }

  /** About how many bytes of memory this takes. */
  public long bytes() {
    long bytes =
        (long) Long.BYTES * (high.length + low.length + cells.length + value.length)
            + (long) Integer.BYTES * (start.length + column.length);
    for (String[] of : texts) {
      for (int code = 0; of != null && code < of.length; code++) {
        bytes += BYTES_OF_TEXT + of[code].length();
      }
    }
    return bytes;
  }

  @Override
  public boolean sparse() {
    return sparse;
  }

  @Override
  public long high(int row) {
    return high[row];
  }

  @Override
  public long low(int row) {
    return low[row];
  }

  @Override
  public long cell(int row, int feature) {
    return cells[row * stride + feature];
  }

  @Override
  public long label(int row, int label) {
    return cells[row * stride + columns + label];
  }

  @Override
  public long weight(int row) {
    return cells[row * stride + stride - 1];
  }

  @Override
  public int textCount(int feature) {
    return texts[feature] == null ? 0 : texts[feature].length;
  }

  @Override
  public String text(int feature, int code) {
    return texts[feature][code];
  }

  @Override
  public String labelText(int label, int code) {
    return texts[columns + label][code];
  }

  @Override
  public void numbers(int[] features, double[] to) {
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < features.length; j++) {
        to[i * features.length + j] = number(cells[i * stride + features[j]], features[j]);
      }
    }
  }

  @Override
  public int entriesFrom(int row) {
    return start[row];
  }

  @Override
  public int[] entryColumns() {
    return column;
  }

  @Override
  public double[] entryValues() {
    return value;
  }

  /** Collects rows of batches. */
  public static final class Builder {

    /** Rows that are written at once, so that columns are read and rows written in stretches. */
    private static final int BLOCK = 64;

    private final int columns;
    private final int stride;
    private final boolean sparse;
    private final Texts[] texts;
    private int rows;
    private int entries;
    private long[] high;
    private long[] low;
    private long[] cells;
    private int[] start;
    private int[] column = new int[0];
    private double[] value = new double[0];

    /**
     * @param columns feature columns; 0 where rows are sparse
     * @param labels label columns
     */
    public Builder(int columns, boolean sparse, int labels) {
      this.columns = columns;
      this.sparse = sparse;
      this.stride = columns + labels + 1;
      this.texts = new Texts[stride];
      this.high = new long[1];
      this.low = new long[1];
      this.cells = new long[stride];
      this.start = new int[2];
    }

    /** Bytes of the rows so far, about. */
    public long bytes() {
      return 12L * entries + rows * (16L + 8L * stride);
    }

    /**
     * Adds the rows of a batch, column by column, each to one of several builders.
     *
     * @param to the builder of each row
     * @param hidden features whose texts are not kept, as they are too many to tell apart
     * @param threads that may work on columns
     */
    public static void add(
        RowBatch batch, Builder[] to, RowHashes hashes, boolean[] hidden, int threads) {
      int rows = batch.rows();
      int[] at = new int[rows];
      for (int i = 0; i < rows; i++) {
        at[i] = to[i].begin(batch, i, hashes.high(i), hashes.low(i));
      }
      ColumnRanges.forEach(
          batch.columns(),
          threads,
          (part, from, end) -> {
            for (int first = 0; first < rows; first += BLOCK) {
              int behind = Math.min(rows, first + BLOCK);
              for (int j = from; j < end; j++) {
                set(batch.column(j), batch.texts(j), j, first, behind, to, at, hidden[j]);
              }
            }
          });
      for (int t = 0; t < batch.labels(); t++) {
        for (int i = 0; i < rows; i++) {
          int j = to[i].columns + t;
          long cell = batch.label(t)[i];
          to[i].cells[at[i] + j] = to[i].kept(j, cell, batch.labelTexts(t), false);
        }
      }
    }

    private static void set(
        long[] cells,
        Texts texts,
        int column,
        int first,
        int behind,
        Builder[] to,
        int[] at,
        boolean hidden) {
      if (texts == null) {
        for (int i = first; i < behind; i++) {
          to[i].cells[at[i] + column] = cells[i];
        }
      } else {
        for (int i = first; i < behind; i++) {
          to[i].cells[at[i] + column] = to[i].kept(column, cells[i], texts, hidden);
        }
      }
    }

    /** Makes room for a row; gives the place of its first cell. */
    private int begin(RowBatch batch, int row, long hashHigh, long hashLow) {
      ensureRow();
      int at = rows * stride;
      cells[at + stride - 1] = batch.hasWeights() ? batch.weights()[row] : Cell.number(1);
      high[rows] = hashHigh;
      low[rows] = hashLow;
      if (sparse) {
        addEntries(batch.sparse(), row);
      }
      rows++;
      return at;
    }

    private long kept(int column, long cell, Texts from, boolean hide) {
      if (!Cell.isText(cell)) {
        return cell;
      }
      return hide ? Cell.MISSING : text(column, from.text(Cell.code(cell)));
    }

    private long text(int column, String text) {
      if (texts[column] == null) {
        texts[column] = new Texts();
      }
      return Cell.text(texts[column].code(text));
    }

    private void ensureRow() {
      if (rows == high.length) {
        int length = Math.multiplyExact(rows, 2);
        high = Arrays.copyOf(high, length);
        low = Arrays.copyOf(low, length);
        cells = Arrays.copyOf(cells, Math.multiplyExact(length, stride));
        start = Arrays.copyOf(start, length + 1);
      }
    }

    private void addEntries(SparseCells from, int row) {
      int first = from.start()[row];
      int count = from.start()[row + 1] - first;
      int most = Math.addExact(entries, count);
      if (column.length < most) {
        int length = Math.max(most, 2 * column.length);
        column = Arrays.copyOf(column, length);
        value = Arrays.copyOf(value, length);
      }
      System.arraycopy(from.column(), first, column, entries, count);
      System.arraycopy(from.value(), first, value, entries, count);
      entries = most;
      start[rows + 1] = entries;
    }

    /** How many were collected. */
    public int rows() {
      return rows;
    }

    /** The rows so far; this is empty then, with arrays to be used anew. */
    public RawPack take() {
      RawPack pack = new RawPack(this);
      rows = 0;
      entries = 0;
      Arrays.fill(texts, null);
      return pack;
    }
  }
}
