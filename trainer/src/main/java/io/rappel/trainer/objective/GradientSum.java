package io.rappel.trainer.objective;

import io.rappel.trainer.optim.Chunks;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A sum over units of work: of gradients, losses and weights, rounded to a {@link Grid}, with the
 * true maxima of what was added. Merging is exact, so neither order nor grouping matters. Made
 * empty; allocates at the first addition.
 */
public final class GradientSum implements Serializable {

  private static final long serialVersionUID = 1L;

  private double[] sums;
  private double[] maxima;
  private boolean beyondGrid;
  private ArithmeticSeen arithmetic;

  /**
   * Adds a merged sum.
   *
   * @param other unchanged, but its arrays may be taken over: not to be used afterwards
   * @return this
   */
  public GradientSum merge(GradientSum other) {
    arithmetic = ArithmeticSeen.merge(arithmetic, other.arithmetic);
    if (other.sums == null) {
      return this;
    }
    if (sums == null) {
      sums = other.sums;
      maxima = other.maxima;
      beyondGrid = other.beyondGrid;
      return this;
    }
    Chunks.each(sums.length, (from, to) -> add(other.sums, from, to));
    for (int s = 0; s < maxima.length; s++) {
      maxima[s] = Math.max(maxima[s], other.maxima[s]);
    }
    beyondGrid |= other.beyondGrid;
    return this;
  }

  private void add(double[] addends, int from, int to) {
    for (int i = from; i < to; i++) {
      sums[i] += addends[i];
    }
  }

  /** Notes on which arithmetic the added units were computed. */
  void seen(ArithmeticSeen by) {
    arithmetic = ArithmeticSeen.merge(arithmetic, by);
  }

  /** Adds a unit in float64. */
  void add(double[] gradient, double loss, double weight, Sections sections, Grid grid) {
    allocate(sections);
    int last = sections.count() - 2;
    for (int s = 0; s < last; s++) {
      double rounder = grid.rounder(s);
      long max = 0; // magnitudes compare as their bits do, NaN above all
      for (int i = sections.from(s); i < sections.to(s); i++) {
        double g = gradient[i];
        max = Math.max(max, Double.doubleToRawLongBits(g) & Long.MAX_VALUE);
        sums[i] += (g + rounder) - rounder;
      }
      judge(s, Double.longBitsToDouble(max), grid);
    }
    addLossAndWeight(loss, weight, sections, grid);
  }

  /** Adds a unit in float32. */
  void add(float[] gradient, double loss, double weight, Sections sections, Grid grid) {
    allocate(sections);
    int last = sections.count() - 2;
    for (int s = 0; s < last; s++) {
      double rounder = grid.rounder(s);
      int max = 0;
      for (int i = sections.from(s); i < sections.to(s); i++) {
        float g = gradient[i];
        max = Math.max(max, Float.floatToRawIntBits(g) & Integer.MAX_VALUE);
        sums[i] += (g + rounder) - rounder;
      }
      judge(s, Float.intBitsToFloat(max), grid);
    }
    addLossAndWeight(loss, weight, sections, grid);
  }

  private void allocate(Sections sections) {
    if (sums == null) {
      sums = new double[sections.length()];
      maxima = new double[sections.count()];
    }
  }

  private void addLossAndWeight(double loss, double weight, Sections sections, Grid grid) {
    int section = sections.count() - 2;
    sums[sections.loss()] += (loss + grid.rounder(section)) - grid.rounder(section);
    judge(section, Math.abs(loss), grid);
    sums[sections.weight()] += (weight + grid.rounder(section + 1)) - grid.rounder(section + 1);
    judge(section + 1, weight, grid);
  }

  /**
   * Overflow is judged for each unit, never for a partial sum, so that it does not depend on the
   * order.
   */
  private void judge(int section, double max, Grid grid) {
    maxima[section] = Math.max(maxima[section], max);
    if (!(max <= grid.limit(section))) {
      beyondGrid = true;
    }
  }

  /** Whether nothing was added. */
  boolean isEmpty() {
    return sums == null;
  }

  /**
   * Whether some unit did not fit the grid, so that the sums are void and only the maxima count.
   */
  boolean beyondGrid() {
    return beyondGrid;
  }

  /** Whether all that was added is finite. */
  boolean isFinite() {
    return Arrays.stream(maxima).allMatch(Double::isFinite);
  }

  /** The largest magnitude that a unit had in each section. */
  double[] maxima() {
    return maxima;
  }

  /** Gradient, loss and weight, as {@link Sections} places them. */
  double[] sums() {
    return sums;
  }

  /** On which arithmetic the units were computed; null where nothing was. */
  ArithmeticSeen arithmetic() {
    return arithmetic;
  }
}
