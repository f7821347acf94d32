package io.rappel.trainer.math.rows;

import io.rappel.trainer.math.blas.Multiply64;
import java.util.Arrays;

/**
 * What a thread multiplies rows with: BLAS for dense ones, and for sparse ones sums of multiples of
 * long lines. Loops of these read all their arrays at one index, as Java vectorizes no others that
 * write to an array of the kind that they read; so lines that lie in a larger array are copied out
 * of it first. Not safe for use by several threads.
 */
public final class RowProducts64 {

  /** Shorter lines are not worth a copy. */
  static final int SHORTEST = 16;

  private static final int TOGETHER = 4;

  private final Multiply64 multiply;
  private double[][] lines = new double[0][];
  private double[] sum = new double[0];
  private int[] starts = new int[0];
  private int[] rows = new int[0];
  private double[] values = new double[0];

  /**
   * @param multiply of dense rows
   */
  public RowProducts64(Multiply64 multiply) {
    this.multiply = multiply;
  }

  Multiply64 multiply() {
    return multiply;
  }

  /**
   * z ← z + X W, for sparse rows whose entries are those of {@link SparseRows64}, as in {@link
   * Rows64#times}.
   */
  void addTimes(
      int width,
      int[] start,
      int first,
      int count,
      int[] column,
      double[] value,
      double[] w,
      int offset,
      int outputs,
      double[] z) {
    // Where each line is used about once or more, all are copied once.
    boolean all = start[first + count] - start[first] >= width;
    if (all) {
      copyLines(w, offset, width, outputs);
    }
    ensureLines(TOGETHER, outputs);
    for (int i = 0; i < count; i++) {
      System.arraycopy(z, i * outputs, sum, 0, outputs);
      int end = start[first + i + 1];
      int k = start[first + i];
      for (; k + TOGETHER <= end; k += TOGETHER) {
        addScaled(
            value[k],
            line(all, 0, column[k], w, offset, outputs),
            value[k + 1],
            line(all, 1, column[k + 1], w, offset, outputs),
            value[k + 2],
            line(all, 2, column[k + 2], w, offset, outputs),
            value[k + 3],
            line(all, 3, column[k + 3], w, offset, outputs),
            sum,
            outputs);
      }
      for (; k < end; k++) {
        addScaled(value[k], line(all, 0, column[k], w, offset, outputs), sum, outputs);
      }
      System.arraycopy(sum, 0, z, i * outputs, outputs);
    }
  }

  /** A line of W: one of those that were all copied, or a copy at a place. */
  private double[] line(boolean all, int place, int column, double[] w, int offset, int outputs) {
    if (all) {
      return lines[column];
    }
    System.arraycopy(w, offset + column * outputs, lines[place], 0, outputs);
    return lines[place];
  }

  /** G ← Xᵀ δ, for sparse rows as in {@link #addTimes}, as in {@link Rows64#transposeTimes}. */
  public void transposeTimes(
      int width,
      int[] start,
      int first,
      int count,
      int[] column,
      double[] value,
      double[] delta,
      int outputs,
      double[] g,
      int offset) {
    Arrays.fill(g, offset, offset + width * outputs, 0);
    copyLines(delta, 0, count, outputs);
    byColumn(width, start, first, count, column, value);
    int end = 0;
    for (int c = 0; c < width; c++) {
      int k = end;
      end = starts[c];
      if (k == end) {
        continue;
      }
      Arrays.fill(sum, 0, outputs, 0);
      for (; k + TOGETHER <= end; k += TOGETHER) {
        addScaled(
            values[k],
            lines[rows[k]],
            values[k + 1],
            lines[rows[k + 1]],
            values[k + 2],
            lines[rows[k + 2]],
            values[k + 3],
            lines[rows[k + 3]],
            sum,
            outputs);
      }
      for (; k < end; k++) {
        addScaled(values[k], lines[rows[k]], sum, outputs);
      }
      System.arraycopy(sum, 0, g, offset + c * outputs, outputs);
    }
  }

  /** Sorts entries by column, those of a column by row; leaves where each column's end. */
  private void byColumn(
      int width, int[] start, int first, int count, int[] column, double[] value) {
    int from = start[first];
    int to = start[first + count];
    if (starts.length <= width) {
      starts = new int[width + 1];
    }
    if (rows.length < to - from) {
      rows = new int[to - from];
      values = new double[to - from];
    }
    Arrays.fill(starts, 0, width + 1, 0);
    for (int k = from; k < to; k++) {
      starts[column[k] + 1]++;
    }
    for (int c = 0; c < width; c++) {
      starts[c + 1] += starts[c];
    }
    for (int i = 0; i < count; i++) {
      for (int k = start[first + i]; k < start[first + i + 1]; k++) {
        int place = starts[column[k]]++;
        rows[place] = i;
        values[place] = value[k];
      }
    }
  }

  private void copyLines(double[] from, int offset, int count, int length) {
    ensureLines(count, length);
    for (int i = 0; i < count; i++) {
      System.arraycopy(from, offset + i * length, lines[i], 0, length);
    }
  }

  private void ensureLines(int count, int length) {
    if (sum.length < length) {
      sum = new double[length];
      lines = new double[0][];
    }
    int before = lines.length;
    if (before < count) {
      lines = Arrays.copyOf(lines, count);
      for (int i = before; i < count; i++) {
        lines[i] = new double[sum.length];
      }
    }
  }

  /** y ← y + s x, over the first n entries. */
  private static void addScaled(double s, double[] x, double[] y, int n) {
    for (int j = 0; j < n; j++) {
      y[j] += s * x[j];
    }
  }

  /** y ← y + s₀ x₀ + s₁ x₁ + s₂ x₂ + s₃ x₃, from left to right, over the first n entries. */
  private static void addScaled(
      double s0,
      double[] x0,
      double s1,
      double[] x1,
      double s2,
      double[] x2,
      double s3,
      double[] x3,
      double[] y,
      int n) {
    for (int j = 0; j < n; j++) {
      y[j] = (((y[j] + s0 * x0[j]) + s1 * x1[j]) + s2 * x2[j]) + s3 * x3[j];
    }
  }
}
