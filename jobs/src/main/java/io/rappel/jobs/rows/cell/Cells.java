package io.rappel.jobs.rows.cell;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.DataException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;

/** What a cell holds. Text of delimited files is a number only where it is written as one. */
public final class Cells {

  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

  /** From here on, a double cannot tell an integer from its neighbours. */
  public static final double LARGEST_EXACT = 1L << 53;

  private static final int SURELY_LONG = 18;

  private Cells() {}

  /** Whether nothing is there. */
  public static boolean isMissing(Object cell) {
    return cell == null || cell instanceof String text && text.isBlank();
  }

  /** Whether the text is {@code true} or {@code false}. */
  public static boolean isBoolean(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  /**
   * Whether the text is a decimal number, infinity or NaN. To Java's own syntax, {@code 1d} is a
   * number too.
   */
  public static boolean isNumber(String text) {
    String trimmed = text.trim();
    return isDecimal(trimmed) || isNotFinite(trimmed);
  }

  /**
   * Whether the cell is a number.
   *
   * @param typesToFind whether text may be one
   */
  public static boolean isNumber(Object cell, boolean typesToFind) {
    return cell instanceof Number || typesToFind && cell instanceof String text && isNumber(text);
  }

  private static boolean isDecimal(String text) {
    int start = afterSign(text, 0);
    int point = afterDigits(text, start);
    boolean hasPoint = point < text.length() && text.charAt(point) == '.';
    int end = hasPoint ? afterDigits(text, point + 1) : point;
    if (end - start - (hasPoint ? 1 : 0) == 0) {
      return false;
    }
    if (end < text.length() && (text.charAt(end) | ' ') == 'e') {
      int exponent = afterSign(text, end + 1);
      end = afterDigits(text, exponent);
      return end > exponent && end == text.length();
    }
    return end == text.length();
  }

  private static int afterSign(String text, int from) {
    boolean signed = from < text.length() && (text.charAt(from) == '-' || text.charAt(from) == '+');
    return signed ? from + 1 : from;
  }

  private static int afterDigits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  private static boolean isNotFinite(String trimmed) {
    if (trimmed.isEmpty() || trimmed.length() > 9) {
      return false;
    }
    boolean signed = trimmed.charAt(0) == '-' || trimmed.charAt(0) == '+';
    return NOT_FINITE.contains(trimmed.substring(signed ? 1 : 0).toLowerCase(Locale.ROOT));
  }

  /** The value of text that {@link #isNumber}. */
  public static double parse(String text) {
    String trimmed = text.trim();
    if (isNotFinite(trimmed)) {
      return trimmed.toLowerCase(Locale.ROOT).endsWith("nan")
          ? Double.NaN
          : trimmed.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(trimmed);
  }

  /**
   * The number in a cell; true is 1 and false 0.
   *
   * @throws DataException if there is none, as happens only where the input changed after it was
   *     checked
   */
  public static double number(Object cell) {
    if (cell instanceof Number number) {
      return number.doubleValue();
    }
    if (cell instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    if (cell instanceof String text) {
      if (isNumber(text)) {
        return parse(text);
      }
      if (isBoolean(text)) {
        return text.equalsIgnoreCase("true") ? 1 : 0;
      }
    }
    throw new DataException(
        "the input changed while it was read: a cell of numbers now holds '" + cell + "'");
  }

  /** The one text of a cell's number, whichever type it has or however it is written. */
  public static String canonical(Number number) {
    if (number instanceof Long || number instanceof Integer) {
      return number.toString();
    }
    if (number instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() <= 0) {
      return decimal.toBigInteger().toString();
    }
    return canonical(number.doubleValue());
  }

  /** The one text of text that {@link #isNumber}. */
  public static String canonical(String text) {
    String trimmed = text.trim();
    return isCanonicalLong(trimmed) ? trimmed : canonical(parse(trimmed));
  }

  /** The one text of a number: 3.0 is {@code 3}, −0 is {@code 0}. */
  public static String canonical(double number) {
    return Cell.textOf(number);
  }

  /**
   * Whether the text is exactly how a long is printed, so that nothing is lost by reading it as
   * one.
   */
  public static boolean isCanonicalLong(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    return isInteger(text, digits) && !isCode(text) && !text.equals("-0");
  }

  /**
   * Whether the text is a number padded with zeros, or an integer too long for a long, as codes and
   * identifiers are.
   */
  public static boolean isCode(String text) {
    return isPadded(text)
        || text.length() > SURELY_LONG
            && isInteger(text, afterSign(text, 0))
            && new BigInteger(text).bitLength() >= Long.SIZE;
  }

  /** Whether the text of a number begins with zeros that no number needs, as 007 and 01.5 do. */
  public static boolean isPadded(String text) {
    String trimmed = text.trim();
    int start = afterSign(trimmed, 0);
    return afterDigits(trimmed, start) > start + 1 && trimmed.charAt(start) == '0';
  }

  /** Whether the text is an integer that a double cannot tell from its neighbours. */
  public static boolean isBeyondDouble(String text) {
    String trimmed = text.trim();
    return isInteger(trimmed, afterSign(trimmed, 0)) && Math.abs(parse(trimmed)) >= LARGEST_EXACT;
  }

  private static boolean isInteger(String text, int from) {
    return text.length() > from && afterDigits(text, from) == text.length();
  }
}
