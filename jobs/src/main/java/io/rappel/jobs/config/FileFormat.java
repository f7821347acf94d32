package io.rappel.jobs.config;

import java.util.Locale;

/** In which formats rows are read. */
public enum FileFormat {
  CSV,
  TSV,
  LIBSVM,
  PARQUET,
  JSON,
  ORC;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
