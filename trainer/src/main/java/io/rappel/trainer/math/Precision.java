package io.rappel.trainer.math;

import java.util.Locale;

/**
 * The floating-point format in which units of work compute. Sums, parameters and updates are always
 * float64.
 */
public enum Precision {
  FLOAT32,
  FLOAT64;

  /** Bytes of one number. */
  public int bytes() {
    return this == FLOAT32 ? Float.BYTES : Double.BYTES;
  }

  /** The name on the command line and in files, such as {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
