package io.rappel.trainer.optim.rule;

/**
 * Entries [from, to) of a flat vector.
 *
 * @param from the first index
 * @param to the index after the last
 */
public record IndexRange(int from, int to) {

  /** Checks that 0 ≤ from ≤ to. */
  public IndexRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("[" + from + ", " + to + ") is no range of indices");
    }
  }
}
