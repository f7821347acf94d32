package io.rappel.trainer.gate;

import java.util.Locale;

/** Numbers as records and sentences have them. */
final class Plain {

  private Plain() {}

  /** JSON knows no NaN and no infinity. */
  static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** A score to four digits. */
  static String score(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  /** Such as {@code 2.1 %}. */
  static String percent(double share) {
    double percent = 100 * share;
    String text = String.format(Locale.ROOT, Math.abs(percent) < 0.95 ? "%.2f" : "%.1f", percent);
    return (text.contains(".") ? text.replaceAll("\\.?0+$", "") : text) + " %";
  }

  /** Such as {@code 2.1 % lower}. */
  static String change(double share) {
    return Double.isFinite(share)
        ? percent(Math.abs(share)) + (share < 0 ? " lower" : " higher")
        : "higher beyond measure";
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
