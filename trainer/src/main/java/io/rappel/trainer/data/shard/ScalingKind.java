package io.rappel.trainer.data.shard;

import java.util.Locale;

/**
 * How features are scaled. Targets that are scaled at all are standardized, whatever features are.
 */
public enum ScalingKind {
  /**
   * STANDARD, but for features of sparse rows that are 0 in half of the rows or more: these are
   * divided by their largest magnitude.
   */
  AUTO,
  /** To mean 0 and standard deviation 1. */
  STANDARD,
  /** To median 0 and a distance of 1 between the quartiles. */
  ROBUST,
  /** To the range from 0 to 1. */
  MIN_MAX,
  /** Not at all. */
  NONE;

  /** The name on the command line and in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
