package io.rappel.trainer.config;

import java.util.Locale;

/** Which parameters of a run are its result. */
public enum Keep {
  /** Those of the epoch with the smallest validation loss. */
  BEST,
  /** Those of the last step. */
  LAST;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
