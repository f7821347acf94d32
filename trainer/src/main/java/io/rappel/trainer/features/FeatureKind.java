package io.rappel.trainer.features;

import java.util.Locale;

/** What a column is. */
public enum FeatureKind {
  /** Numbers. */
  NUMBER,
  /** True and false, as 1 and 0. */
  BOOLEAN,
  /** Days or moments, as seconds since the beginning of 1970 in UTC. */
  DATE,
  /** One of some levels. */
  CATEGORY;

  /** The name in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
