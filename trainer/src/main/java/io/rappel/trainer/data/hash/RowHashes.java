package io.rappel.trainer.data.hash;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.ColumnRanges;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.SparseCells;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.math.Mix;
import java.util.Arrays;

/**
 * The 128-bit hashes of a batch's rows. A row's hash is the sum of two mixes for each cell that is
 * not 0: of what the cell says and of its column's place. So it depends neither on the order in
 * which columns are visited nor on how a row is stored: a number counts by its value, a text by its
 * characters, and a sparse row and a dense one with the same numbers are the same.
 */
public final class RowHashes {

  private static final long MISSING_WORD = 0x6D697373696E67L;
  private static final long WEIGHT_PLACE = Long.MIN_VALUE;

  private long[] high;
  private long[] low;

  /** Of some columns each, where several threads compute. */
  private RowHashes[] parts = new RowHashes[0];

  private int threads = 1;

  /** Has room for any batch. */
  public RowHashes() {
    this(RowBatch.ROWS);
  }

  /**
   * Has room for any batch.
   *
   * @param threads that compute
   */
  public RowHashes(int threads, int rows) {
    this(rows);
    this.threads = threads;
  }

  /** All are 0, until they are computed. */
  public RowHashes(int rows) {
    high = new long[rows];
    low = new long[rows];
  }

  /** Computes the hashes of a batch, in place of those before. */
  public void compute(RowBatch batch) {
    int rows = batch.rows();
    begin(rows, 0x243F6A8885A308D3L, 0x13198A2E03707344L);
    if (batch.isSparse()) {
      addSparse(batch.sparse(), rows);
    }
    addColumns(batch);
    for (int t = 0; t < batch.labels(); t++) {
      add(batch.label(t), batch.labelTexts(t), -1L - t, rows);
    }
    if (batch.hasWeights()) {
      add(batch.weights(), null, WEIGHT_PLACE, rows);
    } else {
      addToAll(Cell.number(1), WEIGHT_PLACE, rows);
    }
  }

  private void begin(int rows, long highStart, long lowStart) {
    if (high.length < rows) {
      high = new long[rows];
      low = new long[rows];
    }
    Arrays.fill(high, 0, rows, highStart);
    Arrays.fill(low, 0, rows, lowStart);
  }

  private void addColumns(RowBatch batch) {
    int columns = batch.columns();
    int rows = batch.rows();
    int count = ColumnRanges.parts(columns, threads);
    if (count == 1) {
      addColumns(batch, 0, columns);
      return;
    }
    if (parts.length < count) {
      parts = new RowHashes[count];
      Arrays.setAll(parts, p -> new RowHashes(rows));
    }
    ColumnRanges.forEach(
        columns,
        threads,
        (part, from, to) -> {
          parts[part].begin(rows, 0, 0);
          parts[part].addColumns(batch, from, to);
        });
    for (int p = 0; p < count; p++) {
      for (int i = 0; i < rows; i++) {
        high[i] += parts[p].high[i];
        low[i] += parts[p].low[i];
      }
    }
  }

  private void addColumns(RowBatch batch, int from, int to) {
    for (int j = from; j < to; j++) {
      add(batch.column(j), batch.texts(j), j, batch.rows());
    }
  }

  /** The upper half of a row's hash. */
  public long high(int row) {
    return high[row];
  }

  /** The lower half of a row's hash. */
  public long low(int row) {
    return low[row];
  }

  private void add(long[] cells, Texts texts, long place, int rows) {
    long first = firstSalt(place);
    long second = secondSalt(place);
    for (int i = 0; i < rows; i++) {
      long cell = cells[i];
      if (cell != 0) {
        long word = Cell.isNumber(cell) ? cell : wordOfOther(cell, texts);
        high[i] += Mix.mix(word + first);
        low[i] += Mix.mix(Long.rotateLeft(word, 32) + second);
      }
    }
  }

  private static long wordOfOther(long cell, Texts texts) {
    if (Cell.isText(cell)) {
      return texts.hash(Cell.code(cell));
    }
    return Cell.isMissing(cell) ? MISSING_WORD : cell;
  }

  private void addSparse(SparseCells cells, int rows) {
    for (int i = 0; i < rows; i++) {
      for (int k = cells.start()[i]; k < cells.start()[i + 1]; k++) {
        long word = Cell.number(cells.value()[k]);
        if (word != 0) {
          high[i] += Mix.mix(word + firstSalt(cells.column()[k]));
          low[i] += Mix.mix(Long.rotateLeft(word, 32) + secondSalt(cells.column()[k]));
        }
      }
    }
  }

  private void addToAll(long word, long place, int rows) {
    long first = Mix.mix(word + firstSalt(place));
    long second = Mix.mix(Long.rotateLeft(word, 32) + secondSalt(place));
    for (int i = 0; i < rows; i++) {
      high[i] += first;
      low[i] += second;
    }
  }

  private static long firstSalt(long place) {
    return Mix.mix(place ^ 0xA4093822299F31D0L);
  }

  private static long secondSalt(long place) {
    return Mix.mix(place ^ 0x082EFA98EC4E6C89L);
  }
}
