package io.rappel.jobs.rows.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.util.function.Supplier;

/**
 * A row of delimited text, one after another. Where a line is plain, its cells are places in its
 * bytes; where quotes take more to be understood, or cells are too few or too many, Spark's own
 * parser of delimited text says what they are.
 */
public final class DelimitedRow {

  private static final byte QUOTE = '"';

  private final byte separator;
  private final Supplier<CsvParserSettings> settings;
  private final int[] from;
  private final int[] to;
  private CsvParser parser;
  private byte[] line;
  private String[] texts;

  /**
   * @param width cells of a row that is not malformed
   * @param settings as Spark has them
   */
  public DelimitedRow(char separator, int width, Supplier<CsvParserSettings> settings) {
    this.separator = (byte) separator;
    this.settings = settings;
    this.from = new int[width];
    this.to = new int[width];
  }

  /** The parser for what is not plain. */
  public CsvParser parser() {
    if (parser == null) {
      parser = new CsvParser(settings.get());
    }
    return parser;
  }

  /**
   * Takes a line.
   *
   * @param utf8 not to be modified while this row is in use
   */
  public void read(byte[] utf8, int length) {
    line = utf8;
    texts = null;
    if (!isPlain(length)) {
      read(parser().parseLine(new String(utf8, 0, length, UTF_8)));
    }
  }

  /** Takes cells; null: there is none. */
  public void read(String[] cells) {
    texts = cells == null ? new String[0] : cells;
    line = null;
  }

  private boolean isPlain(int length) {
    int i = 0;
    for (int cell = 0; cell < to.length; cell++) {
      if (i < length && line[i] == QUOTE) {
        int close = find(QUOTE, i + 1, length);
        from[cell] = i + 1;
        to[cell] = close;
        i = close + 1;
        if (i > length || i < length && line[i] != separator) {
          return false;
        }
      } else {
        from[cell] = i;
        i = find(separator, i, length);
        to[cell] = i;
      }
      if (i == length) {
        return cell == to.length - 1;
      }
      i++;
    }
    return false;
  }

  private int find(byte wanted, int start, int length) {
    int i = start;
    while (i < length && line[i] != wanted) {
      i++;
    }
    return i;
  }

  /** Whether there are too few cells, or too many. */
  public boolean isMalformed() {
    return texts != null && texts.length != to.length;
  }

  /** The text of a cell of a row that is not malformed. */
  public String text(int cell) {
    return texts == null
        ? new String(line, from[cell], to[cell] - from[cell], UTF_8)
        : texts[cell] == null ? "" : texts[cell];
  }

  /** Sets a column's cell to one of this row, which is not malformed. */
  void copy(int cell, CellColumn column, int row) {
    if (texts == null) {
      column.set(row, line, from[cell], to[cell]);
    } else {
      column.set(row, texts[cell]);
    }
  }
}
