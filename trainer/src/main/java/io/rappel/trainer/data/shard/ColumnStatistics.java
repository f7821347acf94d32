package io.rappel.trainer.data.shard;

import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.math.exact.DoubleDouble;
import io.rappel.trainer.math.exact.FixedPointSums;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Statistics of the columns of rows to train on, features first and then targets: range, weighted
 * mean and variance. Made in three passes, each a mergeable sum that is exact in any order: what a
 * pass needs to bring its numbers below 1, the pass before has found. Entries of 0 in sparse rows
 * are counted, never visited, and rows of weight 0 count for nothing.
 *
 * <p>Numbers are multiplied by powers of two, which is exact, so that neither sums nor products
 * leave the range of float64. The mean is kept to twice the digits of a float64: deviations from it
 * then have theirs, however far from 0 the column lies.
 */
public final class ColumnStatistics implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int features;
  private final int targets;
  private long rows;
  private double largestWeight;
  private final double[] minimum;
  private final double[] maximum;
  private final long[] visited;
  private final long[] nonZero;
  private final long[] missing;
  private double weight; // times the normalizer of the largest one, as all weights here
  private double[] presentWeight;
  private double[] weightOfZeros;
  private double[] mean; // of values times the normalizer of the largest one
  private double[] restOfMean;
  private double[] deviation;

  /** Statistics of no rows. */
  public ColumnStatistics(int features, int targets) {
    this.features = features;
    this.targets = targets;
    int n = features + targets;
    minimum = new double[n];
    maximum = new double[n];
    visited = new long[n];
    nonZero = new long[n];
    missing = new long[features];
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
  }

  /** First pass: adds the ranges of a pack's rows to train on. */
  public ColumnStatistics addRanges(RowPack pack) {
    long rowsBefore = rows;
    long[] visitedBefore = visited.clone();
    for (int i = 0; i < pack.trainRows(); i++) {
      rows += pack.weight(i) > 0 ? 1 : 0;
      largestWeight = Math.max(largestWeight, pack.weight(i));
    }
    visit(pack, this::addRanges);
    for (int j = 0; j < features && !pack.sparse(); j++) {
      missing[j] += rows - rowsBefore - (visited[j] - visitedBefore[j]);
    }
    return this;
  }

  private void addRanges(
      int[] columns, int shift, double[] values, int from, int to, double rowWeight) {
    for (int k = from; k < to; k++) {
      int j = columns == null ? k + shift : columns[k];
      double value = values[k];
      if (value < minimum[j]) {
        minimum[j] = value;
      }
      if (value > maximum[j]) {
        maximum[j] = value;
      }
      visited[j] += value == value ? 1 : 0;
      nonZero[j] += value < 0 || value > 0 ? 1 : 0;
    }
  }

  /** First pass: adds other ranges. */
  public ColumnStatistics mergeRanges(ColumnStatistics other) {
    rows += other.rows;
    largestWeight = Math.max(largestWeight, other.largestWeight);
    for (int j = 0; j < visited.length; j++) {
      minimum[j] = Math.min(minimum[j], other.minimum[j]);
      maximum[j] = Math.max(maximum[j], other.maximum[j]);
      visited[j] += other.visited[j];
      nonZero[j] += other.nonZero[j];
    }
    for (int j = 0; j < features; j++) {
      missing[j] += other.missing[j];
    }
    return this;
  }

  /** Takes the entries of 0 that were not visited into the ranges. */
  public void endRanges() {
    for (int j = 0; j < visited.length; j++) {
      if (visited[j] + (j < features ? missing[j] : 0) < rows) {
        minimum[j] = Math.min(minimum[j], 0);
        maximum[j] = Math.max(maximum[j], 0);
      }
    }
  }

  /** Sums of a pass over all columns. */
  public static final class Sums implements Serializable {

    private static final long serialVersionUID = 1L;

    private FixedPointSums values;
    private FixedPointSums weights;

    /** Adds other sums, exactly. */
    public Sums merge(Sums other) {
      if (values == null) {
        values = other.values;
        weights = other.weights;
      } else if (other.values != null) {
        values.merge(other.values);
        weights.merge(other.weights);
      }
      return this;
    }

    private void allocate(int columns) {
      if (values == null) {
        values = new FixedPointSums(columns);
        weights = new FixedPointSums(columns + 1);
      }
    }
  }

  /**
   * Second pass: adds weighted values; and weights, of all rows and, in columns that have entries
   * of 0, of those that were visited.
   */
  public Sums addMeans(Sums to, RowPack pack) {
    int n = visited.length;
    to.allocate(n);
    double[] factors = new double[n];
    Arrays.setAll(factors, j -> normalizer(largest(j)));
    double weightFactor = normalizer(largestWeight);
    visit(
        pack,
        (columns, shift, values, from, end, rowWeight) -> {
          double w = rowWeight * weightFactor;
          for (int k = from; k < end; k++) {
            int j = columns == null ? k + shift : columns[k];
            double x = values[k] * factors[j];
            if (x == x) {
              double product = w * x;
              double rest = Math.fma(w, x, -product);
              to.values.add(j, product / 4);
              if (rest != 0) {
                to.values.add(j, rest / 4);
              }
              if (visited[j] < rows) {
                to.weights.add(j, w / 2);
              }
            }
          }
        });
    for (int i = 0; i < pack.trainRows(); i++) {
      to.weights.add(n, pack.weight(i) * weightFactor / 2);
    }
    return to;
  }

  /** Takes the sums of the second pass. */
  public void endMeans(Sums all) {
    int n = visited.length;
    DoubleDouble half = all.weights.value(n);
    weight = 2 * half.head();
    mean = new double[n];
    restOfMean = new double[n];
    weightOfZeros = new double[n];
    presentWeight = new double[n];
    for (int j = 0; j < n && rows > 0; j++) {
      DoubleDouble present = hasMissing(j) ? all.weights.value(j) : half;
      presentWeight[j] = 2 * present.head();
      if (!(presentWeight[j] > 0)) {
        continue;
      }
      DoubleDouble quotient = all.values.value(j).dividedBy(present);
      mean[j] = 2 * quotient.head();
      restOfMean[j] = 2 * quotient.tail();
      weightOfZeros[j] =
          visited[j] < rows && !hasMissing(j) ? 2 * half.minus(all.weights.value(j)).head() : 0;
    }
  }

  private boolean hasMissing(int column) {
    return column < features && missing[column] > 0;
  }

  /** Third pass: adds weighted squared deviations from the mean. */
  public Sums addVariances(Sums to, RowPack pack) {
    int n = visited.length;
    to.allocate(n);
    double[] factors = new double[n];
    double[] deviationFactors = new double[n];
    Arrays.setAll(factors, j -> normalizer(largest(j)));
    Arrays.setAll(deviationFactors, this::deviationFactor);
    double weightFactor = normalizer(largestWeight);
    visit(
        pack,
        (columns, shift, values, from, end, rowWeight) -> {
          double w = rowWeight * weightFactor;
          for (int k = from; k < end; k++) {
            int j = columns == null ? k + shift : columns[k];
            double d = deviation(j, values[k] * factors[j]) * deviationFactors[j];
            if (d == d) {
              to.values.add(j, w * (d * d) / 16);
            }
          }
        });
    return to;
  }

  /** Takes the sums of the third pass. */
  public void endVariances(Sums all) {
    deviation = new double[visited.length];
    for (int j = 0; j < deviation.length && rows > 0; j++) {
      double factor = deviationFactor(j);
      double zero = deviation(j, 0) * factor;
      double squares = 16 * all.values.value(j).head() + weightOfZeros[j] * (zero * zero);
      deviation[j] =
          presentWeight[j] > 0
              ? Math.sqrt(squares / presentWeight[j]) / factor / normalizer(largest(j))
              : 0;
    }
  }

  /** How far a value, multiplied as the mean is, is from it. */
  private double deviation(int column, double value) {
    return (value - mean[column]) - restOfMean[column];
  }

  /** Brings deviations, of values multiplied as the mean is, below 2. */
  private double deviationFactor(int column) {
    double factor = normalizer(largest(column));
    return normalizer(maximum[column] * factor - minimum[column] * factor);
  }

  /** The weighted mean of a column's numbers, features first; 0 if there are none. */
  public double mean(int column) {
    return clamp(mean[column] / normalizer(largest(column)), minimum[column], maximum[column]);
  }

  /** A power of two that brings a number to at least 1 and below 2, or as near as they reach. */
  private static double normalizer(double number) {
    return number == 0
        ? 1
        : Math.scalb(1.0, -Math.max(Double.MIN_EXPONENT, Math.getExponent(number)));
  }

  /** The standard deviation of a column's numbers, features first; 0 if there are none. */
  double deviation(int column) {
    return deviation[column];
  }

  double minimum(int column) {
    return minimum[column];
  }

  double maximum(int column) {
    return maximum[column];
  }

  /** The largest magnitude in a column. */
  double largest(int column) {
    return Math.max(Math.abs(minimum[column]), Math.abs(maximum[column]));
  }

  private static double clamp(double value, double low, double high) {
    return low <= high ? Math.min(high, Math.max(low, value)) : 0;
  }

  /** Visits numbers of a row in one loop, as most of the time goes there. */
  private interface Visitor {

    /**
     * @param columns of the numbers from − to; null: a number's column is its index + shift
     * @param values NaN where nothing is there
     */
    void visit(int[] columns, int shift, double[] values, int from, int to, double rowWeight);
  }

  private void visit(RowPack pack, Visitor visitor) {
    int[] columns = pack.sparse() ? pack.entryColumns() : null;
    for (int i = 0; i < pack.trainRows(); i++) {
      double rowWeight = pack.weight(i);
      if (rowWeight != 0) {
        int from = pack.start()[i];
        visitor.visit(columns, -from, pack.values(), from, pack.start()[i + 1], rowWeight);
        int target = i * targets;
        visitor.visit(null, features - target, pack.targets(), target, target + targets, rowWeight);
      }
    }
  }

  int features() {
    return features;
  }

  int targets() {
    return targets;
  }

  /** Whether a column is 0 in half of the rows or more, but not in all of them. */
  boolean isRare(int column) {
    return 2 * nonZero[column] <= rows && nonZero[column] > 0;
  }

  /** Rows in which a feature has no number. */
  public long missing(int feature) {
    return missing[feature];
  }

  /** The largest magnitude in a feature's column. */
  public double largestFeature(int feature) {
    return largest(feature);
  }

  /**
   * How far the numbers of a feature are from a value at the most, in units of which a factor makes
   * 1.
   */
  public double farthest(int feature, double from, double factor) {
    double origin = from * factor;
    return Math.max(origin - minimum[feature] * factor, maximum[feature] * factor - origin);
  }
}
