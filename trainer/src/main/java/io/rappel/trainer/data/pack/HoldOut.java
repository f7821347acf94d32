package io.rappel.trainer.data.pack;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.profile.ColumnProfile;
import io.rappel.trainer.data.profile.ValueSample;
import java.io.Serializable;

/**
 * Which rows are held out to validate on: a share of them by their content, or those that a column
 * tells, which is dealt like a label, after the labels.
 */
public final class HoldOut implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int NO_COLUMN = -1;

  private final double fraction;
  private final int column;
  private final String mark;
  private final long below;

  private HoldOut(double fraction, int column, String mark, long below) {
    this.fraction = fraction;
    this.column = column;
    this.mark = mark;
    this.below = below;
  }

  /** A share of the rows, by content: copies of a row are all held out, or none. */
  public static HoldOut share(double fraction) {
    return new HoldOut(fraction, NO_COLUMN, null, 0);
  }

  /** Rows in which a column has a text. */
  public static HoldOut marked(int column, String mark) {
    return new HoldOut(0, column, mark, 0);
  }

  /**
   * Whole groups of rows, those that have one text in a column; rows without a group are not held
   * out.
   *
   * @param groups the column
   * @param fraction share of the groups, at least one of them
   * @throws DataException if there are fewer than two groups
   */
  public static HoldOut groups(int column, ColumnProfile groups, double fraction) {
    return new HoldOut(0, column, null, groups.hashLimit(fraction));
  }

  /** The share that is held out by content. */
  double fraction() {
    return fraction;
  }

  /** Whether a column tells which rows are held out. */
  boolean byColumn() {
    return column != NO_COLUMN;
  }

  /** Whether each row of a pack is held out, by the column. */
  public boolean[] of(RawPack pack) {
    boolean[] out = new boolean[pack.rows()];
    for (int row = 0; row < out.length; row++) {
      long cell = pack.label(row, column);
      out[row] = Cell.isText(cell) && isOut(pack.labelText(column, Cell.code(cell)));
    }
    return out;
  }

  private boolean isOut(String text) {
    return mark == null ? ValueSample.key(Texts.hash(text)) < below : mark.equals(text);
  }
}
