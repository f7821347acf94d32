package io.rappel.jobs.config;

import java.util.Locale;

/** Rows that can be generated. */
public enum DemoName {
  /** Clouds of points, one for each class. */
  GAUSSIANS,
  /** Interleaved spirals, which no linear model can tell apart. */
  SPIRALS,
  /** Four corners of a square, of which opposite ones belong together. */
  XOR,
  /** Friedman's first regression function. */
  FRIEDMAN;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
