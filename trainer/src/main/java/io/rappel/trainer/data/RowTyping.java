package io.rappel.trainer.data;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  private final HashMap<String, Integer> classes;

  private RowTyping(
      int[] numberColumns,
      int[] codeColumns,
      HashMap<String, Integer>[] levels,
      int targetColumns,
      HashMap<String, Integer> classes) {
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
   * @param classes of which the one label is an index; empty: labels are numbers
   */
  public static RowTyping of(
      int[] numberColumns,
      int[] codeColumns,
      List<List<String>> levels,
      int labels,
      List<String> classes) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    HashMap<String, Integer>[] indices = new HashMap[levels.size()];
    for (int c = 0; c < indices.length; c++) {
      indices[c] = index(levels.get(c));
    }
    return new RowTyping(
        numberColumns.clone(), codeColumns.clone(), indices, labels, index(classes));
  }

  /** Typing of rows that are numbers throughout, class indices among them. */
  public static RowTyping numbers(int columns, int labels) {
    int[] all = new int[columns];
    for (int j = 0; j < columns; j++) {
      all[j] = j;
    }
    return of(all, new int[0], List.of(), labels, List.of());
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
    private final int[] classOfText;

    Reader(RawPack pack) {
      this.pack = pack;
      for (int c = 0; c < codes.length; c++) {
        codes[c] = translate(pack.texts(codeColumns[c]), levels[c]);
      }
      classOfText = targetColumns == 0 ? null : translate(pack.labelTexts(0), classes);
    }

    private static int[] translate(String[] texts, Map<String, Integer> index) {
      int[] codes = new int[texts == null ? 0 : texts.length];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = index.getOrDefault(texts[i], UNKNOWN_CODE);
      }
      return codes;
    }

    /** Writes a row's numbers, NaN where nothing is there. */
    void numbers(int row, double[] to, int at) {
      for (int j = 0; j < numberColumns.length; j++) {
        long cell = pack.cell(row, numberColumns[j]);
        to[at + j] =
            Cell.isText(cell) ? truth(pack.texts(numberColumns[j])[Cell.code(cell)]) : value(cell);
      }
    }

    private static double value(long cell) {
      return Cell.value(cell);
    }

    private static double truth(String text) {
      return text.equals("true") ? 1 : text.equals("false") ? 0 : Double.NaN;
    }

    /** Writes the codes of a row's levels. */
    void codes(int row, int[] to, int at) {
      for (int c = 0; c < codes.length; c++) {
        to[at + c] = code(pack.cell(row, codeColumns[c]), codes[c], levels[c]);
      }
    }

    private static int code(long cell, int[] ofTexts, Map<String, Integer> index) {
      if (Cell.isText(cell)) {
        return ofTexts[Cell.code(cell)];
      }
      return Cell.isMissing(cell)
          ? MISSING_CODE
          : index.getOrDefault(Cell.textOf(Cell.value(cell)), UNKNOWN_CODE);
    }

    /** Writes a row's targets: the index of its class, or its numbers. */
    void targets(int row, double[] to, int at) {
      for (int t = 0; t < targetColumns; t++) {
        long cell = pack.label(row, t);
        to[at + t] = classes.isEmpty() ? Cell.value(cell) : code(cell, classOfText, classes);
      }
    }
  }
}
