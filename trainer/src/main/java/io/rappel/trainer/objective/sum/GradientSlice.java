package io.rappel.trainer.objective.sum;

import java.io.Serializable;

/** Some consecutive entries of a {@link GradientSum}; the first slice has the sum's notes too. */
public final class GradientSlice implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int number;
  private final int from;
  private final double[] entries;
  private final SumNotes notes;

  /**
   * @param number of the slice, from 0
   * @param from its first entry in the sum
   * @param notes null but for the first slice
   */
  GradientSlice(int number, int from, double[] entries, SumNotes notes) {
    this.number = number;
    this.from = from;
    this.entries = entries;
    this.notes = notes;
  }

  /** Which slice this is, from 0. */
  public int number() {
    return number;
  }

  /** Adds the same slice of another sum; returns this. */
  public GradientSlice merge(GradientSlice other) {
    for (int i = 0; i < entries.length; i++) {
      entries[i] += other.entries[i];
    }
    if (notes != null) {
      notes.merge(other.notes);
    }
    return this;
  }

  int from() {
    return from;
  }

  double[] entries() {
    return entries;
  }

  SumNotes notes() {
    return notes;
  }
}
