package io.rappel.jobs.config;

import java.util.Locale;

/** How a command ends whose challenger is rejected. */
public enum OnReject {
  /** With the exit code 5. */
  FAIL,
  /** With the exit code 0. */
  OK;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
