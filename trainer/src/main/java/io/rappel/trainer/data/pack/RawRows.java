package io.rappel.trainer.data.pack;

import io.rappel.trainer.data.Cell;

/** Rows as they were read, before anybody knows what the columns mean. */
interface RawRows {

  int rows();

  /** Whether features are {@link #entriesFrom entries} and not cells. */
  boolean sparse();

  long high(int row);

  long low(int row);

  /** A feature's cell. */
  long cell(int row, int feature);

  /** A label's cell. */
  long label(int row, int label);

  /** The cell of the row's weight. */
  long weight(int row);

  /** How many texts a feature's cells have, used or not. */
  int textCount(int feature);

  /** The text of a feature's cells by its code. */
  String text(int feature, int code);

  /** The text of a label's cells by its code. */
  String labelText(int label, int code);

  /** Writes the numbers of some features, row by row, NaN where nothing is there. */
  void numbers(int[] features, double[] to);

  /** The first entry of a sparse row; its end is the first of the next. */
  int entriesFrom(int row);

  /** Columns of the entries of sparse rows. */
  int[] entryColumns();

  /** Values of the entries of sparse rows. */
  double[] entryValues();

  /** The number that a cell stands for; NaN: none. */
  default double number(long cell, int feature) {
    double value = Cell.value(cell);
    return value == value ? value : otherNumber(cell, feature);
  }

  private double otherNumber(long cell, int feature) {
    if (Cell.isMoment(cell)) {
      return Cell.seconds(cell);
    }
    return Cell.isText(cell) ? truth(text(feature, Cell.code(cell))) : Double.NaN;
  }

  /** The number of a text that is true or false; NaN: another text. */
  static double truth(String text) {
    return text.equals("true") ? 1 : text.equals("false") ? 0 : Double.NaN;
  }
}
