package io.rappel.trainer.data.shard;

/** Scalings of columns by their statistics. */
public final class ScalingFit {

  private final ColumnStatistics statistics;
  private final int features;

  /**
   * @param statistics of all three passes
   */
  public ScalingFit(ColumnStatistics statistics) {
    this.statistics = statistics;
    this.features = statistics.features();
  }

  /** Scaling of the features, not robust; columns with one value alone are ignored. */
  public Scaling features(ScalingKind kind) {
    return switch (kind) {
      case AUTO -> ofRareValues();
      case STANDARD -> standard(0, features, 0);
      case MIN_MAX -> minMax();
      case ROBUST -> throw new IllegalArgumentException("quantiles are no sums");
      case NONE -> Scaling.identity(features);
    };
  }

  /**
   * Scaling of the features of sparse rows: those that are 0 in half of the rows or more are
   * divided by their largest magnitude, and 0 stays 0; others are standardized. By their deviation,
   * the few values of a feature that is nearly always 0 would be far from all others.
   */
  private Scaling ofRareValues() {
    Scaling standard = standard(0, features, 0);
    double[] offset = new double[features];
    double[] factor = new double[features];
    for (int j = 0; j < features; j++) {
      double largest = statistics.largest(j);
      boolean rare = statistics.isRare(j) && 1 / largest <= Double.MAX_VALUE;
      offset[j] = rare ? 0 : standard.offset(j);
      factor[j] = rare ? 1 / largest : standard.factor(j);
    }
    return new Scaling(offset, factor);
  }

  private Scaling minMax() {
    double[] offset = new double[features];
    double[] factor = new double[features];
    for (int j = 0; j < features; j++) {
      boolean constant = isConstant(j);
      double inverse = 1 / (statistics.maximum(j) - statistics.minimum(j));
      offset[j] = constant ? statistics.mean(j) : statistics.minimum(j);
      factor[j] = constant || !Double.isFinite(inverse) ? 0 : inverse;
    }
    return new Scaling(offset, factor);
  }

  /** Whether a column has one value alone, or none. */
  private boolean isConstant(int column) {
    return !(statistics.minimum(column) < statistics.maximum(column));
  }

  /** Standardization of the targets; a constant one is only shifted. */
  public Scaling standardTargets() {
    return standard(features, statistics.targets(), 1);
  }

  private Scaling standard(int first, int n, double factorOfConstant) {
    double[] offset = new double[n];
    double[] factor = new double[n];
    for (int j = 0; j < n; j++) {
      double d = statistics.deviation(first + j);
      boolean constant = isConstant(first + j) || !(d > 0);
      offset[j] = statistics.mean(first + j);
      factor[j] = constant ? factorOfConstant : 1 / d;
      if (!Double.isFinite(factor[j])) {
        factor[j] = factorOfConstant;
      }
    }
    return new Scaling(offset, factor);
  }
}
