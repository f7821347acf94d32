package io.rappel.jobs.rows.predict;

import java.util.Locale;

/** The formats in which predictions are written. */
public enum OutputFormat {
  CSV,
  PARQUET;

  /** How names of files of this format end. */
  String ending() {
    return "." + this;
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
