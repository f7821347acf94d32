package io.rappel.jobs.rows.batch;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/** Collects the cells of a feature's column, of one batch after another. */
class CellColumn {

  /** A dictionary is begun anew from so many texts on, so that it stays small. */
  private static final int MOST_TEXTS = 20_000;

  private final TextCells texts;
  private final boolean category;
  private long[] cells = new long[64];
  private Texts dictionary;
  private boolean hasTexts;

  /**
   * @param category whether numbers are codes and so text
   */
  CellColumn(TextCells texts, boolean category) {
    this.texts = texts;
    this.category = category;
  }

  /** Sets the cell of a row. */
  final void set(int row, Object value) {
    if (row == cells.length) {
      cells = Arrays.copyOf(cells, Math.min(RowBatch.ROWS, 2 * row));
    }
    cells[row] = value == null ? Cell.MISSING : cell(value);
  }

  long cell(Object value) {
    if (value instanceof Number number) {
      return category ? text(Cells.canonical(number)) : Cell.number(number.doubleValue());
    }
    if (value instanceof String text) {
      return textual(text.trim());
    }
    if (value instanceof Boolean truth) {
      return text(truth ? "true" : "false");
    }
    return Cell.moment(seconds(value));
  }

  private long textual(String trimmed) {
    if (texts.isMissing(trimmed)) {
      return Cell.MISSING;
    }
    if (category) {
      return text(Cells.isNumber(trimmed) && !Cells.isCode(trimmed) ? Cells.canonical(trimmed) : trimmed);
    }
    if (Cells.isBoolean(trimmed)) {
      return text(trimmed.equalsIgnoreCase("true") ? "true" : "false");
    }
    long cell = texts.parse(trimmed);
    return cell == TextCells.TEXT ? text(trimmed) : cell;
  }

  private static long seconds(Object value) {
    if (value instanceof Date date) {
      return date.toLocalDate().atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }
    if (value instanceof Timestamp moment) {
      return Math.floorDiv(moment.getTime(), 1000);
    }
    if (value instanceof Instant moment) {
      return moment.getEpochSecond();
    }
    if (value instanceof LocalDateTime moment) {
      return moment.toEpochSecond(ZoneOffset.UTC);
    }
    throw new IllegalStateException("a cell of the " + value.getClass());
  }

  /** The cell of a text. */
  final long text(String text) {
    return Cell.text(dictionary().code(text));
  }

  final Texts dictionary() {
    if (dictionary == null || !hasTexts && dictionary.size() > MOST_TEXTS) {
      dictionary = new Texts();
    }
    hasTexts = true;
    return dictionary;
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
