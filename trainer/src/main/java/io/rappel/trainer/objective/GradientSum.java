package io.rappel.trainer.objective;

import io.rappel.trainer.optim.Chunks;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A sum over units of work: of gradients, losses and weights, rounded to a {@link Grid}, with the
 * true maxima of what was added. Merging is exact, so neither order nor grouping matters. Made
 * empty. A single unit is kept as it was computed, and rounded when it is added up or read.
 */
public final class GradientSum implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int BLOCK = 4096; // what is added in one go stays in the nearest cache

  private long units;
  private UnitGradient unit; // where there is one; of no meaning where there is none
  private double[] sums; // of meaning where there are several units
  private double[] maxima;
  private double loss;
  private double weight;
  private boolean beyondGrid;
  private ArithmeticSeen arithmetic;
  private Sections sections;
  private Grid grid;

  /** Makes this empty, with arrays to be used anew. */
  void clear() {
    units = 0;
    arithmetic = null;
  }

  /**
   * Adds a unit.
   *
   * @param gradient may be kept
   * @param spare receives gradients that are not kept, or no longer, to be used anew
   */
  void add(
      UnitGradient gradient,
      double unitLoss,
      double unitWeight,
      Sections unitSections,
      Grid unitGrid,
      Consumer<UnitGradient> spare) {
    if (units == 0) {
      begin(unitSections, unitGrid);
    }
    int section = sections.count() - 2;
    loss += rounded(unitLoss, section);
    judge(section, Math.abs(unitLoss));
    weight += rounded(unitWeight, section + 1);
    judge(section + 1, unitWeight);
    if (units == 0) {
      release(spare);
      unit = gradient;
    } else {
      addUp(gradient);
      release(spare);
      spare.accept(gradient);
    }
    units++;
  }

  private void begin(Sections unitSections, Grid unitGrid) {
    sections = unitSections;
    grid = unitGrid;
    if (maxima == null) {
      maxima = new double[sections.count()];
    } else {
      Arrays.fill(maxima, 0);
    }
    loss = 0;
    weight = 0;
    beyondGrid = false;
  }

  private void release(Consumer<UnitGradient> spare) {
    if (unit != null) {
      spare.accept(unit);
      unit = null;
    }
  }

  private void addUp(UnitGradient gradient) {
    double[] target = target();
    for (int from = 0; from < target.length; from += BLOCK) {
      int to = Math.min(target.length, from + BLOCK);
      settle(from, to);
      round(gradient, target, from, to, false);
    }
  }

  private double[] target() {
    if (sums == null) {
      sums = new double[sections.entries()];
    }
    return sums;
  }

  /** Puts the one unit there is, if there is one, into the sums. */
  private void settle(int from, int to) {
    if (units == 1) {
      round(unit, sums, from, to, true);
    }
  }

  private void round(UnitGradient gradient, double[] target, int from, int to, boolean put) {
    for (int s = 0; s < sections.count() - 2; s++) {
      int start = Math.max(from, sections.from(s));
      int end = Math.min(to, sections.to(s));
      if (start < end) {
        judge(s, gradient.roundInto(target, start, end, grid.rounder(s), put));
      }
    }
  }

  private double rounded(double number, int section) {
    return (number + grid.rounder(section)) - grid.rounder(section);
  }

  /**
   * Overflow is judged for each unit, never for a partial sum, so that it does not depend on the
   * order. Threads may round parts of a unit at the same time.
   */
  private synchronized void judge(int section, double max) {
    maxima[section] = Math.max(maxima[section], max);
    if (!(max <= grid.limit(section))) {
      beyondGrid = true;
    }
  }

  /**
   * Adds a merged sum.
   *
   * @param other its arrays may be taken over: not to be used afterwards
   * @return this
   */
  public GradientSum merge(GradientSum other) {
    arithmetic = ArithmeticSeen.merge(arithmetic, other.arithmetic);
    if (other.units == 0) {
      return this;
    }
    if (units == 0) {
      takeOver(other);
      return this;
    }
    Chunks.each(
        target().length,
        (from, to) -> {
          settle(from, to);
          other.read(sums, from, to, false);
        });
    unit = null;
    units += other.units;
    loss += other.loss;
    weight += other.weight;
    beyondGrid |= other.beyondGrid;
    for (int s = 0; s < maxima.length; s++) {
      maxima[s] = Math.max(maxima[s], other.maxima[s]);
    }
    return this;
  }

  private void takeOver(GradientSum other) {
    units = other.units;
    unit = other.unit;
    sums = other.sums;
    maxima = other.maxima;
    loss = other.loss;
    weight = other.weight;
    beyondGrid = other.beyondGrid;
    sections = other.sections;
    grid = other.grid;
  }

  /**
   * Puts the entries [from, to) of the gradients' sum into those of a vector, or adds them. Only
   * when all have been read is it known what the largest were and whether they fitted the grid.
   *
   * @param put whether the vector's entries are overwritten
   */
  void read(double[] target, int from, int to, boolean put) {
    if (units == 1) {
      round(unit, target, from, to, put);
    } else if (put) {
      System.arraycopy(sums, from, target, from, to - from);
    } else {
      for (int i = from; i < to; i++) {
        target[i] += sums[i];
      }
    }
  }

  /** Notes on which arithmetic the added units were computed. */
  void seen(ArithmeticSeen by) {
    arithmetic = ArithmeticSeen.merge(arithmetic, by);
  }

  /** How many units were added. */
  long units() {
    return units;
  }

  /**
   * Whether some unit did not fit the grid, so that the sums are void and only the maxima count.
   */
  boolean beyondGrid() {
    return beyondGrid;
  }

  /** The largest magnitude that a unit had in each section. */
  double[] maxima() {
    return maxima;
  }

  /** The sum of the losses. */
  double loss() {
    return loss;
  }

  /** The sum of the weights. */
  double weight() {
    return weight;
  }

  /** On which arithmetic the units were computed; null where nothing was. */
  ArithmeticSeen arithmetic() {
    return arithmetic;
  }
}
