package io.rappel.trainer.objective.sum;

import java.io.Serializable;

/** The summed gradient of one unit's rows, as it was computed, in the precision of the run. */
public abstract class UnitGradient implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Bytes of an entry. */
  abstract int entryBytes();

  /** The largest magnitude among the entries [from, to); NaN if one is. */
  abstract double largest(int from, int to);

  /**
   * Rounds the entries [from, to) to a {@link Grid}, and puts them into those of a vector or adds
   * them.
   *
   * @param rounder M of the grid
   * @param put whether the vector's entries are overwritten
   */
  abstract void roundInto(double[] target, int from, int to, double rounder, boolean put);
}
