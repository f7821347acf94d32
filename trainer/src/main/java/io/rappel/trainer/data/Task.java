package io.rappel.trainer.data;

import java.util.Locale;

/** What the label is. */
public enum Task {
  /** One of two or more classes. */
  CLASSIFICATION,
  /** One or several numbers. */
  REGRESSION;

  /** The name on the command line and in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
