package io.rappel.trainer.data.pack;

import io.rappel.trainer.data.Cell;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of raw cells once it is known what the columns mean: numbers, codes of levels,
 * targets. Columns that are not used are left behind.
 */
public final class RowTyping implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The code of a cell with nothing in it. */
  public static final int MISSING_CODE = -1;

  /** The code of a level that nobody knows. */
  public static final int UNKNOWN_CODE = -2;

  private final int[] numberColumns;
  private final int[] codeColumns;
  private final HashMap<String, Integer>[] levels;
  private final int targetColumns;
  private final LabelIndex classes;

  private RowTyping(
      int[] numberColumns,
      int[] codeColumns,
      HashMap<String, Integer>[] levels,
      int targetColumns,
      LabelIndex classes) {
    this.numberColumns = numberColumns;
    this.codeColumns = codeColumns;
    this.levels = levels;
    this.targetColumns = targetColumns;
    this.classes = classes;
  }

  /**
   * Typing of a table's rows.
   *
   * @param numberColumns places of the columns that are numbers, dates or true and false
   * @param codeColumns places of the columns that are categories
   * @param levels of each of these, in the order of their codes
   * @param labels label columns
   * @param classes of which the one label is an index; null: labels are numbers
   */
  public static RowTyping of(
      int[] numberColumns,
      int[] codeColumns,
      List<List<String>> levels,
      int labels,
      LabelIndex classes) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    HashMap<String, Integer>[] indices = new HashMap[levels.size()];
    for (int c = 0; c < indices.length; c++) {
      indices[c] = index(levels.get(c));
    }
    return new RowTyping(numberColumns.clone(), codeColumns.clone(), indices, labels, classes);
  }

  /** Typing of rows that are numbers throughout, class indices among them. */
  public static RowTyping numbers(int columns, int labels) {
    int[] all = new int[columns];
    for (int j = 0; j < columns; j++) {
      all[j] = j;
    }
    return of(all, new int[0], List.of(), labels, null);
  }

  private static HashMap<String, Integer> index(List<String> names) {
    HashMap<String, Integer> index = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      index.put(names.get(i), i);
    }
    return index;
  }

  /** Columns of numbers. */
  public int numbers() {
    return numberColumns.length;
  }

  int codes() {
    return codeColumns.length;
  }

  public int targetColumns() {
    return targetColumns;
  }

  /** Bytes of the features of a row that is not sparse. */
  public long bytesOfRow() {
    return 8L * numberColumns.length + 4L * codeColumns.length;
  }

  /** Types rows that were read together. */
  final class Reader {

    private final RawRows rows;

    /** The code of each text of a category; null: there are more texts than rows. */
    private final int[][] codes = new int[codeColumns.length][];

    private final HashMap<Long, Integer> classOfNumber = new HashMap<>();

    Reader(RawRows rows) {
      this.rows = rows;
      for (int c = 0; c < codes.length; c++) {
        if (rows.textCount(codeColumns[c]) <= rows.rows()) {
          codes[c] = new int[rows.textCount(codeColumns[c])];
          for (int code = 0; code < codes[c].length; code++) {
            codes[c][code] = level(c, code);
          }
        }
      }
    }

    private int level(int c, int code) {
      return levels[c].getOrDefault(rows.text(codeColumns[c], code), UNKNOWN_CODE);
    }

    /** Writes all numbers, row by row, NaN where nothing is there. */
    void numbers(double[] to) {
      rows.numbers(numberColumns, to);
    }

    /** Writes the codes of a row's levels. */
    void codes(int row, int[] to, int at) {
      for (int c = 0; c < codes.length; c++) {
        to[at + c] = code(c, rows.cell(row, codeColumns[c]));
      }
    }

    private int code(int c, long cell) {
      if (Cell.isText(cell)) {
        return codes[c] == null ? level(c, Cell.code(cell)) : codes[c][Cell.code(cell)];
      }
      return Cell.isNumber(cell)
          ? levels[c].getOrDefault(Cell.textOf(Cell.value(cell)), UNKNOWN_CODE)
          : MISSING_CODE;
    }

    /** Writes a row's targets: the index of its class, or its numbers. */
    void targets(int row, double[] to, int at) {
      for (int t = 0; t < targetColumns; t++) {
        long cell = rows.label(row, t);
        to[at + t] =
            Cell.isText(cell)
                ? target(rows.labelText(t, Cell.code(cell)))
                : classes == null ? Cell.value(cell) : classOfNumber(cell);
      }
    }

    private int classOfNumber(long cell) {
      return Cell.isNumber(cell)
          ? classOfNumber.computeIfAbsent(cell, c -> classes.of(Cell.textOf(Cell.value(c))))
          : UNKNOWN_CODE;
    }
  }

  /** What a label's text is: a class, or a number that is not written as usual. */
  private double target(String text) {
    if (classes != null) {
      return classes.of(text);
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return RawRows.truth(text.toLowerCase(Locale.ROOT));
    }
  }
}
