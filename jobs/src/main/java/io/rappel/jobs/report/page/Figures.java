package io.rappel.jobs.report.page;

import io.rappel.jobs.text.Amounts;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers and names as a page shows them. */
public final class Figures {

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final double MILLION = 1e6;
  private static final Map<String, String> NAMES =
      Map.of(
          "r2",
          "R²",
          "rmse",
          "RMSE",
          "mae",
          "MAE",
          "auc",
          "AUC",
          "macro_f1",
          "macro F1",
          "f1",
          "F1");

  private Figures() {}

  /** A metric's or setting's name, in words. */
  public static String name(String key) {
    return NAMES.getOrDefault(key, key.replace('_', ' ').replace('-', ' '));
  }

  /** A metric: counts as such, other numbers to four digits, a dash where there is none. */
  public static String metric(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return Amounts.count(((Number) value).longValue());
    }
    return value instanceof Number number ? metric(number.doubleValue()) : "–";
  }

  private static String metric(double value) {
    String text = Amounts.metric(value);
    if (text.contains("e")) {
      return scientific(value);
    }
    return minus(
        Math.abs(value) >= 1000 && Double.isFinite(value)
            ? String.format(Locale.ROOT, "%,.1f", value)
            : text);
  }

  /** A metric that is 1 at best; to four decimals, however close to 0. */
  public static String score(Object value) {
    if (!(value instanceof Number number) || !(Math.abs(number.doubleValue()) < 10)) {
      return metric(value);
    }
    String text = String.format(Locale.ROOT, "%.4f", number.doubleValue());
    return text.equals("-0.0000") ? "0.0000" : minus(text);
  }

  /** Such as {@code 97.3 %}, and fewer digits where there is little room. */
  public static String percent(double share, int decimals) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * share)
        : "–";
  }

  /** A count, cut to three digits and a unit where it is long. */
  public static String brief(double count) {
    if (count >= 100_000) {
      return Amounts.rate(count);
    }
    return count == Math.rint(count)
        ? Amounts.count((long) count)
        : String.format(Locale.ROOT, "%.1f", count);
  }

  /** Any value of a configuration as text. */
  public static String value(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return Long.toString(((Number) value).longValue());
    }
    if (value instanceof Double number) {
      return number.toString().replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
    }
    if (value instanceof Boolean truth) {
      return truth ? "yes" : "no";
    }
    if (value instanceof Collection<?> values) {
      return values.stream().map(Figures::value).collect(Collectors.joining(", "));
    }
    if (value instanceof Map<?, ?> entries) {
      return entries.entrySet().stream()
          .map(entry -> entry.getKey() + " = " + value(entry.getValue()))
          .collect(Collectors.joining(", "));
    }
    return String.valueOf(value);
  }

  /**
   * A number beside an axis.
   *
   * @param gap between ticks
   * @param largest magnitude of the axis
   */
  public static String tick(double value, double gap, double largest) {
    if (Math.abs(value) < gap / 1e6) {
      return "0";
    }
    if (largest >= MILLION && largest < 1e4 * MILLION) {
      return tick(value / MILLION, gap / MILLION, 1) + "M";
    }
    if (largest >= MILLION || largest < 1e-3 || gap < 1e-3) {
      return scientific(value);
    }
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(gap) - 1e-9));
    return minus(String.format(Locale.ROOT, "%,." + decimals + "f", value));
  }

  /** Such as {@code 2×10⁻⁵}. */
  static String scientific(double value) {
    String[] parts = String.format(Locale.ROOT, "%.3e", value).split("e");
    String mantissa = parts[0].replaceAll("\\.?0+$", "");
    StringBuilder exponent = new StringBuilder();
    for (char digit : Integer.toString(Integer.parseInt(parts[1])).toCharArray()) {
      exponent.append(digit == '-' ? '⁻' : SUPERSCRIPTS.charAt(digit - '0'));
    }
    String power = "10" + exponent;
    return minus(
        switch (mantissa) {
          case "1" -> power;
          case "-1" -> "-" + power;
          default -> mantissa + "×" + power;
        });
  }

  private static String minus(String number) {
    return number.startsWith("-") ? "−" + number.substring(1) : number;
  }

  /** A coordinate of a drawing. */
  public static String place(double coordinate) {
    double rounded = Math.round(coordinate * 10) / 10.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  /** Text of at most so many characters. */
  public static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
