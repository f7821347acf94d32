package io.rappel.trainer.config;

import java.util.Locale;

/**
 * Whether units of work run on the driver's own threads instead of in Spark's tasks; the bits are
 * the same.
 */
public enum LocalPath {
  /** Where the master is local and the packed data are small. */
  AUTO,
  NEVER,
  ALWAYS;

  /** The name on the command line and in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
