package io.rappel.jobs.config.values;

import java.util.Locale;

/** What a training for a registry begins with. */
public enum StartFrom {
  /** The champion's weights and scaling. */
  CHAMPION,
  /** New weights. */
  SCRATCH;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
