package io.rappel.trainer.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Statistics of the columns of rows to train on, features first and then targets: range, weighted
 * mean and variance. Made in three passes, each a mergeable sum that is exact in any order: what a
 * pass needs to round to a common grid (see {@code objective.Grid}), the pass before has found.
 * Entries of 0 in sparse rows are counted, never visited.
 */
public final class ColumnStatistics implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int features;
  private final int targets;
  private long rows;
  private double weight;
  private double largestWeight;
  private final double[] minimum;
  private final double[] maximum;
  private final long[] visited;
  private final long[] missing;
  private double[] visitedWeight;
  private double[] mean;
  private double[] deviation;

  /** Statistics of no rows. */
  public ColumnStatistics(int features, int targets) {
    this.features = features;
    this.targets = targets;
    int n = features + targets;
    minimum = new double[n];
    maximum = new double[n];
    visited = new long[n];
    missing = new long[features];
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
  }

  /** First pass: adds the ranges of a pack's rows to train on. */
  public ColumnStatistics addRanges(RowPack pack) {
    int trainRows = pack.trainRows();
    rows += trainRows;
    for (int i = 0; i < trainRows; i++) {
      largestWeight = Math.max(largestWeight, pack.weight(i));
    }
    visit(pack, (column, value, rowWeight) -> addRange(column, value));
    for (int i = 0; i < trainRows && !pack.sparse(); i++) {
      for (int j = 0; j < features; j++) {
        missing[j] += Double.isNaN(pack.value(pack.start()[i] + j)) ? 1 : 0;
      }
    }
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

  /** Sums of a pass, each entry on a grid of its own. */
  public static final class Sums implements Serializable {

    private static final long serialVersionUID = 1L;

    private double[] sums;

    /** Adds other sums, exactly. */
    public Sums merge(Sums other) {
      if (sums == null || other.sums == null) {
        sums = sums == null ? other.sums : sums;
        return this;
      }
      for (int j = 0; j < sums.length; j++) {
        sums[j] += other.sums[j];
      }
      return this;
    }

    private void allocate(int n) {
      if (sums == null) {
        sums = new double[n];
      }
    }
  }

  /**
   * Second pass: adds weights and weighted values: [values, weights of visited entries, weight of
   * all rows]. Values are multiplied by {@link #normalizer} so that no product leaves the range of
   * float64.
   */
  public Sums addMeans(Sums to, RowPack pack) {
    int n = visited.length;
    to.allocate(2 * n + 1);
    double[] factors = new double[n];
    double[] rounders = new double[n];
    Arrays.setAll(factors, j -> normalizer(largest(j)));
    Arrays.setAll(rounders, j -> rounder(largest(j) * factors[j]));
    double weightRounder = rounder(1);
    visit(
        pack,
        (j, value, rowWeight) -> {
          to.sums[j] += (rowWeight * (value * factors[j]) + rounders[j]) - rounders[j];
          to.sums[n + j] += (rowWeight + weightRounder) - weightRounder;
        });
    int trainRows = pack.trainRows();
    for (int i = 0; i < trainRows; i++) {
      to.sums[2 * n] += (pack.weight(i) + weightRounder) - weightRounder;
    }
    return to;
  }

  /** Takes the sums of the second pass. */
  public void endMeans(Sums all) {
    int n = visited.length;
    weight = all.sums[2 * n];
    mean = new double[n];
    visitedWeight = Arrays.copyOfRange(all.sums, n, 2 * n);
    if (weight > 0) {
      Arrays.setAll(mean, j -> presentWeight(j) > 0 ? mean(j, all.sums[j]) : 0);
    }
  }

  private double mean(int column, double sum) {
    double value = sum / presentWeight(column) / normalizer(largest(column));
    return clamp(value, minimum[column], maximum[column]);
  }

  /** Weight of the rows in which something is there. */
  private double presentWeight(int column) {
    return hasMissing(column) ? visitedWeight[column] : weight;
  }

  private boolean hasMissing(int column) {
    return column < features && missing[column] > 0;
  }

  /** Third pass: adds weighted squared deviations from the mean, multiplied likewise. */
  public Sums addVariances(Sums to, RowPack pack) {
    int n = visited.length;
    to.allocate(n);
    double[] factors = new double[n];
    double[] rounders = new double[n];
    Arrays.setAll(factors, j -> normalizer(range(j)));
    Arrays.setAll(rounders, j -> rounder(Math.pow(range(j) * factors[j], 2)));
    visit(
        pack,
        (j, value, rowWeight) -> {
          double deviation = (value - mean[j]) * factors[j];
          to.sums[j] += (rowWeight * deviation * deviation + rounders[j]) - rounders[j];
        });
    return to;
  }

  /** Takes the sums of the third pass. */
  public void endVariances(Sums all) {
    deviation = new double[visited.length];
    if (weight > 0) {
      for (int j = 0; j < deviation.length; j++) {
        double factor = normalizer(range(j));
        double present = presentWeight(j);
        double zeros = Math.max(0, present - visitedWeight[j]) * Math.pow(mean[j] * factor, 2);
        deviation[j] = present > 0 ? Math.sqrt((all.sums[j] + zeros) / present) / factor : 0;
      }
    }
  }

  /**
   * M of the grid for as many numbers as there are rows, of at most that size times the largest
   * weight.
   */
  private double rounder(double largest) {
    double sum = largest * largestWeight * rows;
    return sum > 0 ? Math.scalb(1.5, Math.max(-1000, Math.getExponent(sum)) + 3) : 0;
  }

  /** A power of two that brings a number near 1, as far as powers of two reach; 1 for 0. */
  private static double normalizer(double number) {
    return number == 0
        ? 1
        : Math.scalb(1.0, -Math.max(-1000, Math.min(1000, Math.getExponent(number))));
  }

  private double range(int column) {
    return maximum[column] - minimum[column];
  }

  private double largest(int column) {
    return Math.max(Math.abs(minimum[column]), Math.abs(maximum[column]));
  }

  private static double clamp(double value, double low, double high) {
    return Math.min(high, Math.max(low, value));
  }

  private interface Visitor {
    void visit(int column, double value, double rowWeight);
  }

  private void visit(RowPack pack, Visitor visitor) {
    int trainRows = pack.trainRows();
    for (int i = 0; i < trainRows; i++) {
      double rowWeight = pack.weight(i);
      for (int k = pack.start()[i]; k < pack.start()[i + 1]; k++) {
        double value = pack.value(k);
        if (!Double.isNaN(value)) {
          visitor.visit(pack.column(k), value, rowWeight);
        }
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
      offset[j] = constant ? mean[j] : minimum[j];
      factor[j] = constant || !Double.isFinite(1 / range(j)) ? 0 : 1 / range(j);
    }
    return new Scaling(offset, factor);
  }

  /** Standardization of the targets; a constant one is only shifted. */
  public Scaling standardTargets() {
    return standard(features, targets, 1);
  }

  /** Rows in which a feature has no number. */
  public long missing(int feature) {
    return missing[feature];
  }

  /** The weighted mean of a feature's numbers; 0 if there are none. */
  public double mean(int feature) {
    return mean[feature];
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
      offset[j] = mean[first + j];
      factor[j] = constant ? factorOfConstant : 1 / d;
      if (!Double.isFinite(factor[j])) {
        factor[j] = factorOfConstant;
      }
    }
    return new Scaling(offset, factor);
  }
}
