package io.rappel.trainer.data.pack;

import io.rappel.trainer.data.Cell;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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

  /** Types the rows of one pack. */
  final class Reader {

    private final RawPack pack;
    private final int[][] codes = new int[codeColumns.length][];
    private final double[][] targets = new double[targetColumns][];
    private final HashMap<Long, Integer> classOfNumber = new HashMap<>();

    Reader(RawPack pack) {
      this.pack = pack;
      for (int c = 0; c < codes.length; c++) {
        HashMap<String, Integer> index = levels[c];
        codes[c] =
            texts(pack.texts(codeColumns[c]))
                .mapToInt(text -> index.getOrDefault(text, UNKNOWN_CODE))
                .toArray();
      }
      for (int t = 0; t < targets.length; t++) {
        targets[t] = texts(pack.labelTexts(t)).mapToDouble(RowTyping.this::target).toArray();
      }
    }

    /** Writes a row's numbers, NaN where nothing is there. */
    void numbers(int row, double[] to, int at) {
      long[] cells = pack.cells();
      int first = pack.firstCell(row);
      for (int j = 0; j < numberColumns.length; j++) {
        long cell = cells[first + numberColumns[j]];
        double value = Cell.value(cell);
        to[at + j] = value == value ? value : other(cell, numberColumns[j]);
      }
    }

    private double other(long cell, int column) {
      if (Cell.isMoment(cell)) {
        return Cell.seconds(cell);
      }
      return Cell.isText(cell) ? truth(pack.texts(column)[Cell.code(cell)]) : Double.NaN;
    }

    /** Writes the codes of a row's levels. */
    void codes(int row, int[] to, int at) {
      for (int c = 0; c < codes.length; c++) {
        long cell = pack.cell(row, codeColumns[c]);
        to[at + c] =
            Cell.isText(cell)
                ? codes[c][Cell.code(cell)]
                : Cell.isNumber(cell)
                    ? levels[c].getOrDefault(Cell.textOf(Cell.value(cell)), UNKNOWN_CODE)
                    : MISSING_CODE;
      }
    }

    /** Writes a row's targets: the index of its class, or its numbers. */
    void targets(int row, double[] to, int at) {
      for (int t = 0; t < targetColumns; t++) {
        long cell = pack.label(row, t);
        to[at + t] =
            Cell.isText(cell)
                ? targets[t][Cell.code(cell)]
                : classes == null ? Cell.value(cell) : classOfNumber(cell);
      }
    }

    private int classOfNumber(long cell) {
      return Cell.isNumber(cell)
          ? classOfNumber.computeIfAbsent(cell, c -> classes.of(Cell.textOf(Cell.value(c))))
          : UNKNOWN_CODE;
    }
  }

  private static Stream<String> texts(String[] texts) {
    return texts == null ? Stream.empty() : Arrays.stream(texts);
  }

  private static double truth(String text) {
    return text.equals("true") ? 1 : text.equals("false") ? 0 : Double.NaN;
  }

  /** What a label's text is: a class, or a number that is not written as usual. */
  private double target(String text) {
    if (classes != null) {
      return classes.of(text);
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return truth(text.toLowerCase(Locale.ROOT));
    }
  }
}
