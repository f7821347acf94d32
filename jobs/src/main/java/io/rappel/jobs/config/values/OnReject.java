package io.rappel.jobs.config.values;

import java.util.Locale;

/** How a command ends that has found something wrong. */
public enum OnReject {
  /** With an exit code that says so. */
  FAIL,
  /** With the exit code 0. */
  OK;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
