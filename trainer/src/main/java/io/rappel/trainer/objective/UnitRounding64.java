package io.rappel.trainer.objective;

/**
 * Rounds a unit's gradient in float64 to a {@link Grid} on its way into a sum; the float32 twin is
 * generated at build.
 */
final class UnitRounding64 {

  /** What is rounded and what is searched in one go, so that it stays in the nearest cache. */
  private static final int BLOCK = 4096;

  private UnitRounding64() {}

  /**
   * Adds the entries [start, end) of a gradient, rounded, to those of a sum.
   *
   * @param rounder M of the grid
   * @param first whether the sum is empty, so that its entries are overwritten
   * @return the largest magnitude among the entries before they are rounded; NaN if one is
   */
  static double add(
      double[] gradient,
      /* wide */ double rounder,
      /* wide */ double[] sums,
      int start,
      int end,
      boolean first) {
    long largest = 0;
    for (int from = start; from < end; from += BLOCK) {
      int to = Math.min(end, from + BLOCK);
      if (first) {
        set(gradient, rounder, sums, from, to);
      } else {
        add(gradient, rounder, sums, from, to);
      }
      largest = Math.max(largest, largestBits(gradient, from, to));
    }
    return Magnitude.value64(largest);
  }

  private static void set(
      double[] gradient, /* wide */ double rounder, /* wide */ double[] sums, int from, int to) {
    for (int i = from; i < to; i++) {
      sums[i] = (gradient[i] + rounder) - rounder;
    }
  }

  private static void add(
      double[] gradient, /* wide */ double rounder, /* wide */ double[] sums, int from, int to) {
    for (int i = from; i < to; i++) {
      sums[i] += (gradient[i] + rounder) - rounder;
    }
  }

  /** Four chains are faster than one. */
  private static long largestBits(double[] gradient, int from, int to) {
    long m0 = 0;
    long m1 = 0;
    long m2 = 0;
    long m3 = 0;
    int whole = from + ((to - from) & ~3);
    for (int i = from; i < whole; i += 4) {
      m0 = Math.max(m0, Magnitude.bits(gradient[i]));
      m1 = Math.max(m1, Magnitude.bits(gradient[i + 1]));
      m2 = Math.max(m2, Magnitude.bits(gradient[i + 2]));
      m3 = Math.max(m3, Magnitude.bits(gradient[i + 3]));
    }
    for (int i = whole; i < to; i++) {
      m0 = Math.max(m0, Magnitude.bits(gradient[i]));
    }
    return Math.max(Math.max(m0, m1), Math.max(m2, m3));
  }
}
