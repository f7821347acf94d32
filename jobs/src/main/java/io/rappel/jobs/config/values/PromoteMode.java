package io.rappel.jobs.config.values;

import java.util.Locale;

/** Who makes an accepted challenger the champion. */
public enum PromoteMode {
  /** Somebody, by rappel promote. */
  MANUAL;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
