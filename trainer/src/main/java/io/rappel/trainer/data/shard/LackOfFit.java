package io.rappel.trainer.data.shard;

import java.util.Arrays;

/**
 * The lack-of-fit test of a linear spline (of nested models, for replicates: Draper and Smith,
 * Applied Regression Analysis): whether targets differ between the different numbers of a column in
 * a way that a spline does not follow. Classes are tested by their indicators together.
 */
final class LackOfFit {

  /** Of the squares of all targets; a residual that is less is what rounding leaves. */
  private static final double ROUNDING = 1e-9;

  private final long rows;
  private final double[] weights;
  private final double[][] sums;
  private final double total;

  /**
   * @param rows how many there are
   * @param weights of the rows of each number
   * @param sums of the targets of each, with weights, less the mean
   * @param total of the squares of all targets, less the mean, with weights
   */
  private LackOfFit(long rows, double[] weights, double[][] sums, double total) {
    this.rows = rows;
    this.weights = weights;
    this.sums = sums;
    this.total = total;
  }

  /**
   * Of a target that is a number.
   *
   * @param rows ascending by the column's number, each with its weight at the end
   * @param starts the first row of each number
   * @param target its place in a row
   */
  static LackOfFit ofNumbers(double[][] rows, int[] starts, int target) {
    double weight = 0;
    double sum = 0;
    for (double[] row : rows) {
      weight += weight(row);
      sum += weight(row) * row[target];
    }
    double mean = sum / weight;
    double[] weights = new double[starts.length];
    double[][] sums = new double[starts.length][1];
    double total = 0;
    for (int row = 0, number = -1; row < rows.length; row++) {
      number += number + 1 < starts.length && starts[number + 1] == row ? 1 : 0;
      double off = rows[row][target] - mean;
      weights[number] += weight(rows[row]);
      sums[number][0] += weight(rows[row]) * off;
      total += weight(rows[row]) * off * off;
    }
    return new LackOfFit(rows.length, weights, sums, total);
  }

  /** Of a target that is the index of a class. */
  static LackOfFit ofClasses(double[][] rows, int[] starts, int target, int classes) {
    double[] weights = new double[starts.length];
    double[][] sums = new double[starts.length][classes];
    double[] ofClass = new double[classes];
    double weight = 0;
    for (int row = 0, number = -1; row < rows.length; row++) {
      number += number + 1 < starts.length && starts[number + 1] == row ? 1 : 0;
      int index = (int) rows[row][target];
      weights[number] += weight(rows[row]);
      sums[number][index] += weight(rows[row]);
      ofClass[index] += weight(rows[row]);
      weight += weight(rows[row]);
    }
    double total = 0;
    for (int c = 0; c < classes; c++) {
      double share = ofClass[c] / weight;
      total += ofClass[c] * (1 - share);
      for (int number = 0; number < starts.length; number++) {
        sums[number][c] -= weights[number] * share;
      }
    }
    return new LackOfFit(rows.length, weights, sums, total);
  }

  private static double weight(double[] row) {
    return row[row.length - 1];
  }

  /**
   * What a spline leaves.
   *
   * @param f the mean square of what the numbers' own means say beyond the spline, in that of what
   *     they leave; about 1 where they say nothing
   * @param share of the spline's residual variance that is not left by the means
   * @param own share of the variance between numbers that the spline does not follow: near 1 where
   *     numbers are codes in no order
   */
  record Result(double f, double share, double own) {}

  /**
   * The test.
   *
   * @param numbers the different ones, ascending
   * @param knots of the spline, some of the numbers, fewer than all, the first and the last among
   *     them
   */
  Result against(double[] numbers, double[] knots) {
    double byNumber = 0;
    for (int i = 0; i < numbers.length; i++) {
      for (double sum : sums[i]) {
        byNumber += sum * sum / weights[i];
      }
    }
    double beyond = byNumber - explained(numbers, knots);
    double inside = Math.max(total - byNumber, ROUNDING * total);
    double parameters = numbers.length - knots.length;
    double free = rows - numbers.length;
    double meanSquare = inside / free;
    return new Result(
        beyond / parameters / meanSquare,
        1 - meanSquare / ((inside + beyond) / (free + parameters)),
        (beyond - parameters * meanSquare) / (byNumber - (numbers.length - 1) * meanSquare));
  }

  /** The sum of squares of the spline of least squares, by its normal equations. */
  private double explained(double[] numbers, double[] knots) {
    int targets = sums[0].length;
    double[] diagonal = new double[knots.length];
    double[] beside = new double[knots.length];
    double[][] right = new double[knots.length][targets];
    for (int i = 0; i < numbers.length; i++) {
      int found = Arrays.binarySearch(knots, numbers[i]);
      int k = Math.min(found >= 0 ? found : -found - 2, knots.length - 2);
      double above = (numbers[i] - knots[k]) / (knots[k + 1] - knots[k]);
      double below = 1 - above;
      diagonal[k] += weights[i] * below * below;
      beside[k] += weights[i] * below * above;
      diagonal[k + 1] += weights[i] * above * above;
      for (int t = 0; t < targets; t++) {
        right[k][t] += below * sums[i][t];
        right[k + 1][t] += above * sums[i][t];
      }
    }
    double explained = 0;
    for (int k = 0; k < knots.length; k++) {
      double factor = k == 0 ? 0 : beside[k - 1] / diagonal[k - 1];
      diagonal[k] -= k == 0 ? 0 : factor * beside[k - 1];
      for (int t = 0; t < targets; t++) {
        right[k][t] -= k == 0 ? 0 : factor * right[k - 1][t];
        explained += right[k][t] * right[k][t] / diagonal[k];
      }
    }
    return explained;
  }
}
