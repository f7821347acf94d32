package io.rappel.jobs.config.values;

import java.util.Locale;

/** What models are written as for other programs. */
public enum ExportFormat {
  ONNX;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
