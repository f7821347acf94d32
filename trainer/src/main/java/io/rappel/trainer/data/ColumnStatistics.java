package io.rappel.trainer.data;

import io.rappel.trainer.math.DoubleDouble;
import io.rappel.trainer.math.FixedPointSums;
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
  private double weight; // times the normalizer of the largest one, as all weights here
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
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
  }

  /** First pass: adds the ranges of a pack's rows to train on. */
  public ColumnStatistics addRanges(RowPack pack) {
    int trainRows = pack.trainRows();
    for (int i = 0; i < trainRows; i++) {
      rows += pack.weight(i) > 0 ? 1 : 0;
      largestWeight = Math.max(largestWeight, pack.weight(i));
    }
    visit(pack, (column, value, rowWeight) -> addRange(column, value));
    return this;
  }

  private void addRange(int column, double value) {
    minimum[column] = Math.min(minimum[column], value);
    maximum[column] = Math.max(maximum[column], value);
    visited[column]++;
  }

  /** First pass: adds other ranges. */
  public ColumnStatistics mergeRanges(ColumnStatistics other) {
    rows += other.rows;
    largestWeight = Math.max(largestWeight, other.largestWeight);
    for (int j = 0; j < visited.length; j++) {
      minimum[j] = Math.min(minimum[j], other.minimum[j]);
      maximum[j] = Math.max(maximum[j], other.maximum[j]);
      visited[j] += other.visited[j];
    }
    return this;
  }

  /** Takes the entries of 0 that were not visited into the ranges. */
  public void endRanges() {
    for (int j = 0; j < visited.length; j++) {
      if (visited[j] < rows) {
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
        (j, value, rowWeight) -> {
          double w = rowWeight * weightFactor;
          double x = value * factors[j];
          double product = w * x;
          to.values.add(j, product / 4);
          to.values.add(j, Math.fma(w, x, -product) / 4);
          if (visited[j] < rows) {
            to.weights.add(j, w / 2);
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
    for (int j = 0; j < n && rows > 0; j++) {
      DoubleDouble quotient = all.values.value(j).dividedBy(half);
      mean[j] = 2 * quotient.head();
      restOfMean[j] = 2 * quotient.tail();
      weightOfZeros[j] = visited[j] < rows ? 2 * half.minus(all.weights.value(j)).head() : 0;
    }
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
        (j, value, rowWeight) -> {
          double d = deviation(j, value * factors[j]) * deviationFactors[j];
          to.values.add(j, rowWeight * weightFactor * (d * d) / 16);
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
      deviation[j] = Math.sqrt(squares / weight) / factor / normalizer(largest(j));
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

  /** The weighted mean. */
  private double mean(int column) {
    return clamp(mean[column] / normalizer(largest(column)), minimum[column], maximum[column]);
  }

  /** A power of two that brings a number to at least 1 and below 2, or as near as they reach. */
  private static double normalizer(double number) {
    return number == 0
        ? 1
        : Math.scalb(1.0, -Math.max(Double.MIN_EXPONENT, Math.getExponent(number)));
  }

  private double range(int column) {
    return maximum[column] - minimum[column];
  }

  private double largest(int column) {
    return Math.max(Math.abs(minimum[column]), Math.abs(maximum[column]));
  }

  private static double clamp(double value, double low, double high) {
    return low <= high ? Math.min(high, Math.max(low, value)) : 0;
  }

  private interface Visitor {
    void visit(int column, double value, double rowWeight);
  }

  private void visit(RowPack pack, Visitor visitor) {
    int trainRows = pack.trainRows();
    for (int i = 0; i < trainRows; i++) {
      double rowWeight = pack.weight(i);
      if (rowWeight == 0) {
        continue;
      }
      for (int k = pack.start()[i]; k < pack.start()[i + 1]; k++) {
        visitor.visit(pack.column(k), pack.value(k), rowWeight);
      }
      for (int j = 0; j < targets; j++) {
        visitor.visit(features + j, pack.target(i, j), rowWeight);
      }
    }
  }

  /** Scaling of the features; columns with one value alone are ignored. */
  public Scaling features(ScalingKind kind) {
    return switch (kind) {
      case STANDARD -> standard(0, features, 0);
      case MIN_MAX -> minMax();
      case NONE -> Scaling.identity(features);
    };
  }

  private Scaling minMax() {
    double[] offset = new double[features];
    double[] factor = new double[features];
    for (int j = 0; j < features; j++) {
      boolean constant = !(minimum[j] < maximum[j]);
      offset[j] = constant ? mean(j) : minimum[j];
      factor[j] = constant || !Double.isFinite(1 / range(j)) ? 0 : 1 / range(j);
    }
    return new Scaling(offset, factor);
  }

  /** Standardization of the targets; a constant one is only shifted. */
  public Scaling standardTargets() {
    return standard(features, targets, 1);
  }

  /** The largest magnitude in a feature's column. */
  public double largestFeature(int feature) {
    return largest(feature);
  }

  /** The least value of a target's column, +∞ if there are no rows. */
  public double smallestTarget(int target) {
    return minimum[features + target];
  }

  private Scaling standard(int first, int n, double factorOfConstant) {
    double[] offset = new double[n];
    double[] factor = new double[n];
    for (int j = 0; j < n; j++) {
      double d = deviation[first + j];
      boolean constant = !(minimum[first + j] < maximum[first + j]) || !(d > 0);
      offset[j] = mean(first + j);
      factor[j] = constant ? factorOfConstant : 1 / d;
      if (!Double.isFinite(factor[j])) {
        factor[j] = factorOfConstant;
      }
    }
    return new Scaling(offset, factor);
  }
}
