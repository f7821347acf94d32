package io.rappel.trainer.data;

/**
 * A cell of a table in the 64 bits of a float64: a number, a moment, the code of a text in a {@link
 * Texts}, or nothing. What is no number is a NaN, so that a column of numbers is an array of its
 * doubles' bits.
 */
public final class Cell {

  /** Nothing is there: the NaN of Java's own. */
  public static final long MISSING = 0x7FF8_0000_0000_0000L;

  private static final double LARGEST_EXACT = 1L << 53;
  private static final long TEXT = 0xFFF8_0000_0000_0000L;
  private static final long MOMENT = 0xFFFC_0000_0000_0000L;
  private static final int MOMENT_BITS = 50;

  private Cell() {}

  /** A number; −0 is 0, and NaN is nothing. */
  public static long number(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  /**
   * A text.
   *
   * @param code not negative
   */
  public static long text(int code) {
    return TEXT | code;
  }

  public static boolean isMissing(long cell) {
    return cell == MISSING;
  }

  public static boolean isText(long cell) {
    return (cell & MOMENT) == TEXT;
  }

  /**
   * A moment.
   *
   * @param seconds since the beginning of 1970, some 17 million years before or after it at the
   *     most
   */
  public static long moment(long seconds) {
    return MOMENT | (seconds & ((1L << MOMENT_BITS) - 1));
  }

  public static boolean isMoment(long cell) {
    return (cell & MOMENT) == MOMENT;
  }

  /** The seconds of a moment. */
  public static long seconds(long cell) {
    return cell << (Long.SIZE - MOMENT_BITS) >> (Long.SIZE - MOMENT_BITS);
  }

  /** Whether it is a number, infinity among them. */
  public static boolean isNumber(long cell) {
    double value = Double.longBitsToDouble(cell);
    return value == value;
  }

  /** The number; NaN where there is none. */
  public static double value(long cell) {
    return Double.longBitsToDouble(cell);
  }

  /** The code of a text. */
  public static int code(long cell) {
    return (int) cell;
  }

  /** The one text of a number: 3.0 is {@code 3}, −0 is {@code 0}. */
  public static String textOf(double number) {
    return number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
