package io.rappel.trainer.drift;

import java.util.Locale;

/** Numbers as sentences have them. */
final class Plain {

  private Plain() {}

  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.001 && share > 0 ? "%.2g %%" : "%.1f %%", 100 * share);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
