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
  private boolean empty = true; // what the arrays hold is of no meaning
  private boolean beyondGrid;
  private ArithmeticSeen arithmetic;

  /**
   * Adds a merged sum.
   *
   * @param other its arrays may be taken over: not to be used afterwards
   * @return this
   */
  public GradientSum merge(GradientSum other) {
    arithmetic = ArithmeticSeen.merge(arithmetic, other.arithmetic);
    if (other.empty) {
      return this;
    }
    if (empty) {
      takeOver(other);
      return this;
    }
    Chunks.each(sums.length, (from, to) -> add(other.sums, from, to));
    for (int s = 0; s < maxima.length; s++) {
      maxima[s] = Math.max(maxima[s], other.maxima[s]);
    }
    beyondGrid |= other.beyondGrid;
    return this;
  }

  private void takeOver(GradientSum other) {
    double[] ownSums = sums;
    double[] ownMaxima = maxima;
    sums = other.sums;
    maxima = other.maxima;
    beyondGrid = other.beyondGrid;
    empty = false;
    other.sums = ownSums;
    other.maxima = ownMaxima;
    other.empty = true;
  }

  /** Makes this empty again, with arrays to be used anew. */
  void clear() {
    empty = true;
    beyondGrid = false;
    arithmetic = null;
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
    begin(sections);
    for (int s = 0; s < sections.count() - 2; s++) {
      double rounder = grid.rounder(s);
      int from = sections.from(s);
      judge(s, UnitRounding64.add(gradient, rounder, sums, from, sections.to(s), empty), grid);
    }
    addLossAndWeight(loss, weight, sections, grid);
  }

  /** Adds a unit in float32. */
  void add(float[] gradient, double loss, double weight, Sections sections, Grid grid) {
    begin(sections);
    for (int s = 0; s < sections.count() - 2; s++) {
      double rounder = grid.rounder(s);
      int from = sections.from(s);
      judge(s, UnitRounding32.add(gradient, rounder, sums, from, sections.to(s), empty), grid);
    }
    addLossAndWeight(loss, weight, sections, grid);
  }

  /** Has arrays at hand; those of an empty sum are overwritten, maxima apart. */
  private void begin(Sections sections) {
    if (sums == null) {
      sums = new double[sections.length()];
      maxima = new double[sections.count()];
    } else if (empty) {
      Arrays.fill(maxima, 0);
    }
  }

  private void addLossAndWeight(double loss, double weight, Sections sections, Grid grid) {
    int section = sections.count() - 2;
    if (empty) {
      sums[sections.loss()] = 0;
      sums[sections.weight()] = 0;
      empty = false;
    }
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
    return empty;
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
