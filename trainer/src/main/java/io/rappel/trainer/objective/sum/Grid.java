package io.rappel.trainer.objective.sum;

import io.rappel.trainer.math.Precision;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A common grid for each section of the sums, on which additions are exact and so associative (J.
 * Demmel and H. D. Nguyen, Fast reproducible floating-point summation, 2013). With M = 1.5 · 2^k,
 * (g + M) − M rounds g to a multiple of q = 2^(k − 52) where |g| ≤ 2^(k − 1). Sums of n such
 * numbers, each at most 2^(k − 1) / n, are multiples of q below 2^53 q: float64 holds every partial
 * sum exactly, in any order.
 *
 * <p>Where a few units of float32 are added up, q = 2^(k − 46 + ⌈log₂ n⌉), which {@linkplain
 * PairSum pairs of float32} hold as well: with M₁ = 1.5 · 2^k they round to multiples of 2^(k −
 * 23), and what that leaves, at most 2^(k − 24) each, with M₂ = 1.5 · 2^(k − 23 + ⌈log₂ n⌉) to
 * multiples of q.
 */
public final class Grid implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final double NOTHING_FITS = -1;

  /** So many units at most are added up by pairs; with more of them q would get too large. */
  private static final int PAIRED = 16;

  /** The largest k with M₁ + 2^(k − 1) in float32. */
  private static final int LARGEST_PAIRED = Float.MAX_EXPONENT - 1;

  /** Binary digits of the mantissas of float64 and float32 that are written. */
  private static final int DIGITS_64 = 52;

  private static final int DIGITS_32 = 23;

  /** Every float32 is a multiple of 2 to this. */
  private static final int SMALLEST_32 = Float.MIN_EXPONENT - DIGITS_32;

  private static final int LOSS_AND_WEIGHT = 2; // sections that are float64 always

  private final double[] rounders;
  private final double[] limits;
  private final float[] coarse;
  private final float[] fine;

  private Grid(double[] rounders, double[] limits, boolean pairs) {
    this.rounders = rounders;
    this.limits = limits;
    this.coarse = new float[pairs ? rounders.length : 0];
    this.fine = new float[coarse.length];
  }

  /** A grid that no number fits: adding finds the true maxima and nothing else. */
  public static Grid unknown(int sections) {
    double[] limits = new double[sections];
    Arrays.fill(limits, NOTHING_FITS);
    return new Grid(new double[sections], limits, false);
  }

  /**
   * The grid for numbers of known size.
   *
   * @param maxima the largest magnitude expected in each section, of one unit
   * @param headRoom by how much a number may be larger
   * @param units how many numbers are added to an entry
   * @param precision of the units' gradients
   * @return a grid that no number of a section fits where its sum might exceed the largest float64,
   *     or float32 where pairs are added up
   */
  public static Grid of(double[] maxima, double headRoom, long units, Precision precision) {
    boolean pairs = precision == Precision.FLOAT32 && units <= PAIRED;
    Grid grid = new Grid(new double[maxima.length], new double[maxima.length], pairs);
    for (int s = 0; s < maxima.length; s++) {
      double largestSum = maxima[s] * headRoom * units;
      if (largestSum > 0) {
        // Math.getExponent(x) + 1 is above log2 x, and one more makes the sum at most 2^(k - 1).
        int k = Math.max(Double.MIN_EXPONENT + 1, Math.getExponent(largestSum)) + 2;
        boolean paired = pairs && s < maxima.length - LOSS_AND_WEIGHT;
        if (k > (paired ? LARGEST_PAIRED : Double.MAX_EXPONENT)) {
          grid.limits[s] = NOTHING_FITS;
        } else {
          grid.limits[s] = Math.scalb(1.0, k - 1) / units;
          grid.rounders[s] = paired ? grid.pair(s, k, units) : Math.scalb(1.5, k);
        }
      }
    }
    return grid;
  }

  /** Notes M₁ and M₂ of a section; returns the M by which float64 rounds to the same grid. */
  private double pair(int section, int k, long units) {
    int logOfUnits = Long.SIZE - Long.numberOfLeadingZeros(units - 1);
    int finest = Math.max(SMALLEST_32, k - 2 * DIGITS_32 + logOfUnits);
    coarse[section] = Math.scalb(1.5f, k);
    fine[section] = Math.scalb(1.5f, finest + DIGITS_32);
    return Math.scalb(1.5, finest + DIGITS_64);
  }

  /** Whether gradients can be added up by pairs. */
  boolean hasPairs() {
    return coarse.length > 0;
  }

  /** M₁ of a section; 0 where all numbers are 0. */
  float coarse(int section) {
    return coarse[section];
  }

  /** M₂ of a section; 0 where all numbers are 0. */
  float fine(int section) {
    return fine[section];
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
