package io.rappel.trainer.data;

/**
 * Rows of numbers of which most are 0, compressed: the entries of row i lie at indices start[i] to
 * start[i + 1] − 1. Not to be modified.
 *
 * @param width number of columns
 * @param start length: at least rows + 1
 * @param column of each entry, ascending within a row, from 0
 * @param value of each entry, finite and not 0
 */
public record SparseCells(int width, int[] start, int[] column, double[] value) {

  /**
   * The entries of some rows.
   *
   * @param rows ascending
   */
  public SparseCells part(int[] rows) {
    int[] starts = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      starts[i + 1] = starts[i] + start[rows[i] + 1] - start[rows[i]];
    }
    int[] columns = new int[starts[rows.length]];
    double[] values = new double[columns.length];
    for (int i = 0; i < rows.length; i++) {
      int length = starts[i + 1] - starts[i];
      System.arraycopy(column, start[rows[i]], columns, starts[i], length);
      System.arraycopy(value, start[rows[i]], values, starts[i], length);
    }
    return new SparseCells(width, starts, columns, values);
  }
}
