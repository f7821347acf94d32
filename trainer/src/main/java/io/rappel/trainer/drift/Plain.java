package io.rappel.trainer.drift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as sentences have them. */
final class Plain {

  private static final int DIGITS = 4;
  private static final int LONGEST = 10;

  private Plain() {}

  /** To four digits, without zeros at the end. */
  static String number(double value) {
    String text =
        BigDecimal.valueOf(value)
            .round(new MathContext(DIGITS))
            .stripTrailingZeros()
            .toPlainString();
    return text.length() <= LONGEST ? text : String.format(Locale.ROOT, "%.3e", value);
  }

  static String percent(double share) {
    return String.format(
        Locale.ROOT, share < 0.001 && share > 0 ? "%.2g %%" : "%.1f %%", 100 * share);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
