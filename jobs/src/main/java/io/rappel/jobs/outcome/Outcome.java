package io.rappel.jobs.outcome;

import java.util.Locale;

/** How a command ends, with the exit code that the shell sees. */
public enum Outcome {
  DONE(0),
  /** For a reason that has no code of its own. */
  FAILED(1),
  /** Options, keys or settings are wrong. */
  CONFIGURATION(2),
  /** Rows or model files are missing, unreadable or unfit. */
  DATA(3),
  /** The training's numbers are no longer finite. */
  DIVERGED(4),
  /** The gate let a challenger not pass. */
  REJECTED(5),
  /** Another run writes the same place. */
  LOCKED(6),
  /** It was told to end. */
  INTERRUPTED(130);

  private final int exitCode;

  Outcome(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }

  /** The name in {@code status.json}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
