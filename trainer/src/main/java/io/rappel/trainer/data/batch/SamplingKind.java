package io.rappel.trainer.data.batch;

import java.util.Locale;

/** How the rows of mini-batches are chosen. */
public enum SamplingKind {
  /** Without replacement: each row is used once an epoch, in other company each time. */
  SHUFFLE,
  /**
   * Each row belongs to each batch with the same probability, whatever happens to the others, so
   * that batches differ in size; a row is used once an epoch on average.
   */
  BERNOULLI,
  /** Without replacement, in batches that are made once and used again in every epoch. */
  FIXED;

  /** The name on the command line and in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
