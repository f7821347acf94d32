package io.rappel.trainer.metrics;

import io.rappel.trainer.math.exact.ExactSum;
import java.io.Serializable;
import java.math.BigInteger;

/** Sums of one output of a regression, with targets y, predictions a and weights w. */
final class OutputSums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What a quotient is computed to before it is rounded to float64. */
  private static final int QUOTIENT_BITS = 113;

  /** Below this, squares may be too small for float64, and values are added up enlarged as well. */
  private static final double SMALL = 0x1p-400;

  /** By how much small values are enlarged, and their errors with them. */
  static final double ENLARGED = 0x1p600;

  private final ExactSum absoluteError = new ExactSum();
  private final ExactSum squaredError = new ExactSum();
  private final ExactSum target = new ExactSum();
  private final ExactSum targetSquare = new ExactSum();
  private final OutputSums enlarged;
  private boolean small = true;

  OutputSums() {
    this(new OutputSums(null));
  }

  /**
   * @param enlarged sums of the same values, as long as all are small; null: none
   */
  private OutputSums(OutputSums enlarged) {
    this.enlarged = enlarged;
  }

  void add(double y, double a, double w) {
    small = small && Math.abs(y) < SMALL && Math.abs(a) < SMALL;
    if (isSmall()) {
      enlarged.add(y * ENLARGED, a * ENLARGED, w);
    }
    double error = y - a;
    absoluteError.add(w * Math.abs(error));
    squaredError.add(w * (error * error));
    target.addProduct(w, y);
    // w y² = w (square + rest), both products exact: the total sum of squares is a difference of
    // numbers that may agree in almost all digits
    double square = y * y;
    targetSquare.addProduct(w, square);
    targetSquare.addProduct(w, Math.fma(y, y, -square));
  }

  void merge(OutputSums other) {
    absoluteError.merge(other.absoluteError);
    squaredError.merge(other.squaredError);
    target.merge(other.target);
    targetSquare.merge(other.targetSquare);
    small &= other.small;
    if (isSmall()) {
      enlarged.merge(other.enlarged);
    }
  }

  /** Whether all values are so small that {@link #enlarged} ones tell more. */
  boolean isSmall() {
    return small && enlarged != null;
  }

  /** The sums of small values, which are {@link #ENLARGED}. */
  OutputSums enlarged() {
    return enlarged;
  }

  /** Σ w |y − a|. */
  double absoluteError() {
    return absoluteError.value();
  }

  /** Σ w (y − a)². */
  double squaredError() {
    return squaredError.value();
  }

  /**
   * R² = 1 − Σ w (y − a)² / (Σ w y² − (Σ w y)² / Σ w). Of constant targets it is 1 where all
   * predictions are right and 0 otherwise, as in scikit-learn; NaN where it is undefined.
   */
  double r2(ExactSum weight) {
    if (isSmall()) {
      return enlarged.r2(weight);
    }
    if (!weight.isFinite() || !target.isFinite() || !targetSquare.isFinite()) {
      return Double.NaN;
    }
    BigInteger total = weight.smallestUnits();
    if (total.signum() <= 0) {
      return Double.NaN;
    }
    BigInteger spread =
        total.multiply(targetSquare.smallestUnits()).subtract(target.smallestUnits().pow(2));
    double residual = squaredError.value();
    if (spread.signum() == 0) {
      return residual == 0 ? 1 : residual > 0 ? 0 : Double.NaN;
    }
    return 1 - residual / quotient(spread, total);
  }

  /**
   * A quotient of which the dividend counts units of the smallest float64, squared, and the divisor
   * those units.
   */
  private static double quotient(BigInteger dividend, BigInteger divisor) {
    int shift = QUOTIENT_BITS - dividend.bitLength() + divisor.bitLength();
    BigInteger whole =
        shift > 0
            ? dividend.shiftLeft(shift).divide(divisor)
            : dividend.divide(divisor.shiftLeft(-shift));
    return Math.scalb(whole.doubleValue(), ExactSum.LOWEST_EXPONENT - shift);
  }
}
