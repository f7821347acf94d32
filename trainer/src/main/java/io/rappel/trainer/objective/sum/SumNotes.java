package io.rappel.trainer.objective.sum;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What a sum over units knows beside the gradients' sum: how many units there were, the sums of
 * their losses and weights, their largest magnitudes, and on which arithmetic they were computed.
 */
public final class SumNotes implements Serializable {

  private static final long serialVersionUID = 1L;

  private long units;
  private double loss;
  private double weight;
  private double[] maxima = new double[0];
  private boolean beyondGrid;
  private ArithmeticSeen arithmetic;

  /** Makes this empty. */
  void clear() {
    units = 0;
    loss = 0;
    weight = 0;
    Arrays.fill(maxima, 0);
    beyondGrid = false;
    arithmetic = null;
  }

  /** Adds a unit's loss and weight, which are the last two sections. */
  void add(double unitLoss, double unitWeight, Sections sections, Grid grid) {
    if (maxima.length == 0) {
      maxima = new double[sections.count()];
    }
    int section = sections.count() - 2;
    loss += grid.round(unitLoss, section);
    judge(section, Math.abs(unitLoss), grid);
    weight += grid.round(unitWeight, section + 1);
    judge(section + 1, unitWeight, grid);
    units++;
  }

  /**
   * Notes a magnitude. Overflow is judged for each unit, never for a partial sum, so that it does
   * not depend on the order.
   */
  void judge(int section, double max, Grid grid) {
    maxima[section] = Math.max(maxima[section], max);
    if (!(max <= grid.limit(section))) {
      beyondGrid = true;
    }
  }

  /** Adds those of other units. */
  void merge(SumNotes other) {
    units += other.units;
    loss += other.loss;
    weight += other.weight;
    if (maxima.length == 0) {
      maxima = other.maxima.clone();
    } else {
      for (int s = 0; s < other.maxima.length; s++) {
        maxima[s] = Math.max(maxima[s], other.maxima[s]);
      }
    }
    beyondGrid |= other.beyondGrid;
    seen(other.arithmetic);
  }

  /** Notes on which arithmetic units were computed. */
  public void seen(ArithmeticSeen by) {
    arithmetic = ArithmeticSeen.merge(arithmetic, by);
  }

  long units() {
    return units;
  }

  double loss() {
    return loss;
  }

  double weight() {
    return weight;
  }

  /** The largest magnitude in each section. */
  public double[] maxima() {
    return maxima;
  }

  /** Whether some unit did not fit the grid. */
  boolean beyondGrid() {
    return beyondGrid;
  }

  /** Null where nothing was computed. */
  ArithmeticSeen arithmetic() {
    return arithmetic;
  }
}
