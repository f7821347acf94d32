package io.rappel.jobs.rows.cell;

import io.rappel.trainer.data.shard.Scaling;
import java.util.Arrays;
import java.util.StringTokenizer;

/**
 * A row of LIBSVM: {@code LABEL INDEX:VALUE INDEX:VALUE … # comment}, with indices from 1 on,
 * strictly increasing. Values of 0 are left out.
 */
public final class LibsvmLine {

  /** What the label is called, which has no name in the files. */
  public static final String LABEL = "label";

  private final double label;
  private final int[] indices;
  private final double[] values;

  private LibsvmLine(double label, int[] indices, double[] values) {
    this.label = label;
    this.indices = indices;
    this.values = values;
  }

  /** Whether the line holds a row, and not merely blanks or a comment. */
  public static boolean isRow(String line) {
    return !withoutComment(line).isBlank();
  }

  /**
   * Reads a row.
   *
   * @throws IllegalArgumentException with what is wrong, such as {@code its index 0 is below 1}
   */
  public static LibsvmLine parse(String line) {
    StringTokenizer tokens = new StringTokenizer(withoutComment(line));
    double label = label(tokens.nextToken());
    int[] indices = new int[tokens.countTokens()];
    double[] values = new double[indices.length];
    int count = 0;
    int last = 0;
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken();
      int colon = token.indexOf(':');
      int index = index(token, colon, last);
      double value = value(token, colon);
      last = index;
      if (value != 0) {
        indices[count] = index - 1;
        values[count++] = value;
      }
    }
    return new LibsvmLine(label, Arrays.copyOf(indices, count), Arrays.copyOf(values, count));
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return comment < 0 ? line : line.substring(0, comment);
  }

  private static double label(String token) {
    if (!Cells.isNumber(token) || !Double.isFinite(Cells.parse(token))) {
      throw new IllegalArgumentException("its label '" + token + "' is not a finite number");
    }
    double label = Cells.parse(token);
    if (Math.abs(label) > Scaling.LARGEST_TARGET) {
      throw new IllegalArgumentException("its label '" + token + "' is too large");
    }
    return label;
  }

  private static int index(String token, int colon, int last) {
    String digits = token.substring(0, Math.max(colon, 0));
    if (digits.isEmpty()
        || digits.length() > 10
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("'" + token + "' is not INDEX:VALUE");
    }
    long index = Long.parseLong(digits);
    if (index < 1 || index > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "its index " + index + (index < 1 ? " is below 1" : " is too large"));
    }
    if (index <= last) {
      throw new IllegalArgumentException(
          "its index " + index + " follows " + last + ", but indices must increase");
    }
    return (int) index;
  }

  private static double value(String token, int colon) {
    String text = token.substring(colon + 1);
    if (!Cells.isNumber(text)) {
      throw new IllegalArgumentException("'" + token + "' is not INDEX:VALUE");
    }
    double value = Cells.parse(text);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("its value in '" + token + "' is not finite");
    }
    return value;
  }

  public double label() {
    return label;
  }

  /** How many entries have an index, from 0 on, below this one. */
  public int countBelow(int width) {
    int known = indices.length;
    while (known > 0 && indices[known - 1] >= width) {
      known--;
    }
    return known;
  }

  /** Copies the first entries. */
  public void copy(int count, int[] columns, double[] numbers, int at) {
    System.arraycopy(indices, 0, columns, at, count);
    System.arraycopy(values, 0, numbers, at, count);
  }
}
