package io.rappel.trainer.data;

import java.util.Locale;

/** How columns are scaled. */
public enum ScalingKind {
  /** To mean 0 and standard deviation 1. */
  STANDARD,
  /** Not at all. */
  NONE;

  /** The name on the command line and in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
