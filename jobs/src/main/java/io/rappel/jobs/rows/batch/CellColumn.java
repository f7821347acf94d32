package io.rappel.jobs.rows.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rappel.jobs.rows.cell.Cells;
import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import java.util.Arrays;

/** Collects the cells of a feature's column, of one batch after another. */
class CellColumn {

  /** A dictionary is begun anew from so many texts on, so that it stays small. */
  private static final int MOST_TEXTS = 20_000;

  /** What stands in decoded text for bytes that could not be decoded. */
  private static final char REPLACEMENT = '\uFFFD';

  private final TextCells texts;
  private final boolean category;
  private long[] cells = new long[64];
  private Texts dictionary;
  private boolean hasTexts;
  private boolean suspect;

  /**
   * @param category whether numbers are codes and so text
   */
  CellColumn(TextCells texts, boolean category) {
    this.texts = texts;
    this.category = category;
  }

  /** Sets the cell of a row. */
  final void set(int row, Object value) {
    boolean none =
        value == null || value instanceof Number number && texts.isMissing(number.doubleValue());
    setCell(row, none ? Cell.MISSING : cell(value));
  }

  /** Sets the cell of a row to what text in UTF-8 says. */
  final void set(int row, byte[] utf8, int from, int to) {
    setCell(row, from == to ? Cell.MISSING : cell(utf8, from, to));
  }

  /** Sets the cell of a row. */
  final void setCell(int row, long cell) {
    ensure(row);
    cells[row] = cell;
  }

  /** Whether cells that are numbers are set to just these. */
  boolean takesNumbers() {
    return !category && !texts.hasMissingNumbers();
  }

  /** The cells, with room for some rows. */
  final long[] room(int rows) {
    while (cells.length < rows) {
      ensure(cells.length);
    }
    return cells;
  }

  private void ensure(int row) {
    if (row == cells.length) {
      cells = Arrays.copyOf(cells, Math.min(RowBatch.ROWS, 2 * row));
    }
  }

  long cell(byte[] utf8, int from, int to) {
    double number = texts.plainNumber(utf8, from, to);
    return Double.isNaN(number) ? cell(new String(utf8, from, to - from, UTF_8)) : number(number);
  }

  private long number(double value) {
    long cell = Cell.number(value);
    return category ? text(Cell.textOf(Cell.value(cell))) : cell;
  }

  long cell(Object value) {
    if (value instanceof Number number && category) {
      return text(Cells.canonical(number));
    }
    if (value instanceof String text) {
      return textual(text.trim());
    }
    if (value instanceof Boolean truth) {
      return text(truth ? "true" : "false");
    }
    return texts.cell(value);
  }

  private long textual(String trimmed) {
    if (texts.isMissing(trimmed)) {
      return Cell.MISSING;
    }
    if (Cells.isBoolean(trimmed)) {
      return text(trimmed.equalsIgnoreCase("true") ? "true" : "false");
    }
    long cell = texts.parse(trimmed);
    if (Cell.isNumber(cell)) {
      return number(Cell.value(cell));
    }
    return cell == TextCells.TEXT || category ? text(trimmed) : cell;
  }

  /** The cell of a text. */
  final long text(String text) {
    suspect |= text.indexOf(REPLACEMENT) >= 0;
    return Cell.text(dictionary().code(text));
  }

  final Texts dictionary() {
    if (dictionary == null || !hasTexts && dictionary.size() > MOST_TEXTS) {
      dictionary = new Texts();
    }
    hasTexts = true;
    return dictionary;
  }

  /** Whether some text so far may come of bytes that could not be decoded. */
  final boolean isSuspect() {
    return suspect;
  }

  /** The cells, which are then this one's no more. */
  final long[] take() {
    long[] taken = cells;
    cells = new long[taken.length];
    return taken;
  }

  /** The texts of the cells; null: none is one. To be asked before the next batch begins. */
  final Texts texts() {
    Texts used = hasTexts ? dictionary : null;
    hasTexts = false;
    return used;
  }
}
