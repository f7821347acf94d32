package io.rappel.trainer.data.hash;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.SparseCells;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.math.Mix;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses rows by a salted hash of what some of their features say. Copies of a row are all chosen
 * or none; labels, weights, other columns and the order of columns have no part in it, nor how a
 * number is written.
 *
 * @param salt with another one, other rows are chosen
 * @param share of the rows
 * @param columns the features that count; empty: all of them, of sparse rows
 */
public record HashSelection(long salt, double share, List<String> columns) implements Serializable {

  private static final long MISSING_WORD = 0x6D697373696E67L;

  public HashSelection {
    columns = List.copyOf(columns);
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("a share is above 0 and below 1, not " + share);
    }
  }

  /**
   * Applies it to batches of some columns.
   *
   * @throws DataException if one that counts is not among them
   */
  public Applied to(List<String> batchColumns) {
    int[] places = new int[columns.size()];
    for (int j = 0; j < places.length; j++) {
      places[j] = batchColumns.indexOf(columns.get(j));
      if (places[j] < 0) {
        throw new DataException(
            "column '%s' is not among those that are read: it is gone, left out, or written in another way; with all others that were features when the registry was founded it chooses the rows that judge models, so that each of them has to be there"
                .formatted(columns.get(j)));
      }
    }
    long[] salts = columns.stream().mapToLong(Texts::hash).toArray();
    return new Applied(salt, share, places, salts);
  }

  /** The selection among rows of certain columns. */
  public static final class Applied implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long salt;
    private final double share;
    private final int[] places;
    private final long[] salts;

    private Applied(long salt, double share, int[] places, long[] salts) {
      this.salt = salt;
      this.share = share;
      this.places = places;
      this.salts = salts;
    }

    /** The hash of each row, which says the same of the same features, whatever the salt. */
    public long[] keys(RowBatch batch) {
      long[] keys = new long[batch.rows()];
      if (batch.isSparse()) {
        addSparse(batch.sparse(), keys);
      } else {
        for (int j = 0; j < places.length; j++) {
          add(batch.column(places[j]), batch.texts(places[j]), salts[j], keys);
        }
      }
      return keys;
    }

    private static void add(long[] cells, Texts texts, long place, long[] keys) {
      for (int i = 0; i < keys.length; i++) {
        keys[i] += Mix.mix(word(cells[i], texts), place);
      }
    }

    private static long word(long cell, Texts texts) {
      if (Cell.isText(cell)) {
        return texts.hash(Cell.code(cell));
      }
      return Cell.isMissing(cell) ? MISSING_WORD : cell;
    }

    private static void addSparse(SparseCells cells, long[] keys) {
      for (int i = 0; i < keys.length; i++) {
        for (int k = cells.start()[i]; k < cells.start()[i + 1]; k++) {
          keys[i] += Mix.mix(Cell.number(cells.value()[k]), cells.column()[k]);
        }
      }
    }

    /** Whether each of the rows with these keys is chosen. */
    public boolean[] chosen(long[] keys) {
      boolean[] chosen = new boolean[keys.length];
      for (int i = 0; i < keys.length; i++) {
        chosen[i] = Mix.uniform(Mix.mix(salt, keys[i])) < share;
      }
      return chosen;
    }

    /**
     * The rows of a batch that are chosen, or those that are not.
     *
     * @param wanted which of the two
     */
    public RowBatch part(RowBatch batch, boolean wanted) {
      boolean[] chosen = chosen(keys(batch));
      int[] rows = new int[chosen.length];
      int count = 0;
      for (int i = 0; i < chosen.length; i++) {
        if (chosen[i] == wanted) {
          rows[count++] = i;
        }
      }
      return batch.part(Arrays.copyOf(rows, count));
    }
  }
}
