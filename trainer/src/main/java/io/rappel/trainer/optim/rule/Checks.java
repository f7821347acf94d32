package io.rappel.trainer.optim.rule;

/** Checks of settings. */
public final class Checks {

  private Checks() {}

  /** Finite and above 0. */
  public static double positive(String name, double value) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the " + name + " must be a positive number, but is " + value);
    }
    return value;
  }

  /** Finite and not below 0. */
  public static double notNegative(String name, double value) {
    if (!(value >= 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the " + name + " must be 0 or a positive number, but is " + value);
    }
    return value;
  }

  /** In [0, 1). */
  public static double fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "the " + name + " must be at least 0 and below 1, but is " + value);
    }
    return value;
  }

  /** At least 1. */
  public static long steps(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("the " + name + " must be at least 1, but is " + value);
    }
    return value;
  }
}
