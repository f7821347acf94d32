package io.rappel.trainer.objective.sum;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A common grid for each section of the sums, on which additions are exact and so associative (J.
 * Demmel and H. D. Nguyen, Fast reproducible floating-point summation, 2013). With M = 1.5 · 2^k,
 * (g + M) − M rounds g to a multiple of q = 2^(k − 52) where |g| ≤ 2^(k − 1). Sums of n such
 * numbers, each at most 2^(k − 1) / n, are multiples of q below 2^53 q: float64 holds every partial
 * sum exactly, in any order.
 */
public final class Grid implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final double NOTHING_FITS = -1;

  private final double[] rounders;
  private final double[] limits;

  private Grid(double[] rounders, double[] limits) {
    this.rounders = rounders;
    this.limits = limits;
  }

  /** A grid that no number fits: adding finds the true maxima and nothing else. */
  public static Grid unknown(int sections) {
    double[] limits = new double[sections];
    Arrays.fill(limits, NOTHING_FITS);
    return new Grid(new double[sections], limits);
  }

  /**
   * The grid for numbers of known size.
   *
   * @param maxima the largest magnitude expected in each section, of one unit
   * @param headRoom by how much a number may be larger
   * @param units how many numbers are added to an entry
   * @return a grid that no number of a section fits where its sum might exceed the largest float64
   */
  public static Grid of(double[] maxima, double headRoom, long units) {
    double[] rounders = new double[maxima.length];
    double[] limits = new double[maxima.length];
    for (int s = 0; s < maxima.length; s++) {
      double largestSum = maxima[s] * headRoom * units;
      if (largestSum > 0) {
        // Math.getExponent(x) + 1 is above log2 x, and one more makes the sum at most 2^(k - 1).
        int k = Math.max(Double.MIN_EXPONENT + 1, Math.getExponent(largestSum)) + 2;
        boolean holds = k <= Double.MAX_EXPONENT;
        rounders[s] = holds ? Math.scalb(1.5, k) : 0;
        limits[s] = holds ? Math.scalb(1.0, k - 1) / units : NOTHING_FITS;
      }
    }
    return new Grid(rounders, limits);
  }

  /** M of a section; 0 where all numbers are 0. */
  double rounder(int section) {
    return rounders[section];
  }

  /** The nearest number of a section's grid. */
  double round(double number, int section) {
    return (number + rounders[section]) - rounders[section];
  }

  /** The largest magnitude that a number of the section may have. */
  double limit(int section) {
    return limits[section];
  }
}
