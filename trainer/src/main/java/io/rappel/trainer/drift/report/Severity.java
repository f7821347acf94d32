package io.rappel.trainer.drift.report;

import java.util.Locale;

/** What a difference means for the run. */
public enum Severity {
  /** It is in record and page. */
  TOLD,
  /** The rows are so different that a run chooses not to begin from the champion's weights. */
  ACTS,
  /** Training on these rows would be wrong. */
  ERROR;

  /** The name in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
