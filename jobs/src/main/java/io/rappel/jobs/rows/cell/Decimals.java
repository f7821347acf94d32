package io.rappel.jobs.rows.cell;

import java.math.BigInteger;

/**
 * Numbers out of the bytes of their text, where that is plain: few digits, and a result that is
 * surely the float64 nearest to them, as {@link Double#parseDouble} has it. D. Lemire, Number
 * Parsing at a Gigabyte per Second, Software: Practice and Experience 51, 2021.
 */
final class Decimals {

  /** So many digits are below 2^64. */
  private static final int MOST_DIGITS = 19;

  private static final int MOST_EXPONENT_DIGITS = 4;
  private static final long FIRST_INEXACT = 1L << 53;
  private static final double[] EXACT_POWERS = exactPowers();

  private static final int LEAST_EXPONENT = -325;
  private static final int LARGEST_EXPONENT = 308;

  /** The 64 leading bits of powers of 5, cut off. */
  private static final long[] FIVES = new long[LARGEST_EXPONENT - LEAST_EXPONENT + 1];

  /** The exponents of 2 that belong to these bits. */
  private static final int[] SHIFTS = new int[FIVES.length];

  static {
    for (int q = LEAST_EXPONENT; q <= LARGEST_EXPONENT; q++) {
      BigInteger five = BigInteger.valueOf(5).pow(Math.abs(q));
      int length = five.bitLength();
      BigInteger bits =
          q >= 0
              ? five.shiftLeft(Long.SIZE).shiftRight(length)
              : BigInteger.ONE.shiftLeft(length + Long.SIZE - 1).divide(five);
      FIVES[q - LEAST_EXPONENT] = bits.longValue();
      SHIFTS[q - LEAST_EXPONENT] = q >= 0 ? length - Long.SIZE : 1 - length - Long.SIZE;
    }
  }

  private Decimals() {}

  private static double[] exactPowers() {
    double[] powers = new double[23];
    for (int q = 0; q < powers.length; q++) {
      powers[q] = BigInteger.TEN.pow(q).doubleValue();
    }
    return powers;
  }

  /**
   * The number that a text is.
   *
   * @param comma whether a comma may stand for the point
   * @return NaN if the text is no number, may be a code by its many digits or zeros in front, or is
   *     not plain
   */
  static double parse(byte[] text, int from, int to, boolean comma) {
    int i = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
    int first = i;
    long digits = 0;
    while (i < to && isDigit(text[i])) {
      digits = 10 * digits + (text[i++] - '0');
    }
    int count = i - first;
    if (count > 1 && text[first] == '0' || count >= MOST_DIGITS) {
      return Double.NaN;
    }
    int exponent = 0;
    if (i < to && (text[i] == '.' || comma && text[i] == ',')) {
      int point = i++;
      while (i < to && isDigit(text[i])) {
        digits = 10 * digits + (text[i++] - '0');
      }
      exponent = point + 1 - i;
      count -= exponent;
    }
    if (count == 0 || count > MOST_DIGITS && count - zeros(text, first) > MOST_DIGITS) {
      return Double.NaN;
    }
    if (i < to) {
      int written = exponent(text, i, to);
      if (written == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      exponent += written;
    }
    double size = value(digits, exponent);
    return text[from] == '-' ? -size : size;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Zeros that a number begins with. */
  private static int zeros(byte[] text, int from) {
    int i = from;
    int zeros = 0;
    while (zeros < MOST_DIGITS && (text[i] == '0' || !isDigit(text[i]))) {
      zeros += text[i++] == '0' ? 1 : 0;
    }
    return zeros;
  }

  /** What is written behind a number's digits: e and an integer; the least int if it is not. */
  private static int exponent(byte[] text, int from, int to) {
    int i = from + 1;
    boolean signed = i < to && (text[i] == '-' || text[i] == '+');
    int first = signed ? i + 1 : i;
    if ((text[from] | ' ') != 'e' || first >= to || to - first > MOST_EXPONENT_DIGITS) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (int k = first; k < to; k++) {
      if (!isDigit(text[k])) {
        return Integer.MIN_VALUE;
      }
      exponent = 10 * exponent + (text[k] - '0');
    }
    return signed && text[i] == '-' ? -exponent : exponent;
  }

  /** digits · 10^exponent, or NaN; digits have no sign. */
  private static double value(long digits, int exponent) {
    if (digits >= 0 && digits < FIRST_INEXACT && Math.abs(exponent) < EXACT_POWERS.length) {
      return exponent < 0 ? digits / EXACT_POWERS[-exponent] : digits * EXACT_POWERS[exponent];
    }
    return digits == 0 || exponent < LEAST_EXPONENT || exponent > LARGEST_EXPONENT
        ? Double.NaN
        : rounded(digits, exponent);
  }

  /**
   * The product with a power of 10 whose last bits are cut off lies below the true one by less than
   * the first factor; NaN where that might change what it is rounded to.
   */
  private static double rounded(long digits, int exponent) {
    int zeros = Long.numberOfLeadingZeros(digits);
    long factor = digits << zeros;
    long five = FIVES[exponent - LEAST_EXPONENT];
    long low = factor * five;
    long high = Math.multiplyHigh(factor, five) + factor + five;
    if ((high & 0x1FF) == 0x1FF && Long.compareUnsigned(low + factor, low) < 0) {
      return Double.NaN;
    }
    int top = (int) (high >>> 63);
    long bits = high >>> (top + 9);
    if (low == 0 && (high & 0x1FF) == 0 && (bits & 3) == 1) {
      return Double.NaN;
    }
    bits = (bits + 1) >>> 1;
    int power = exponent + SHIFTS[exponent - LEAST_EXPONENT] - zeros + top + 10 + Long.SIZE;
    if (bits == FIRST_INEXACT) {
      bits >>>= 1;
      power++;
    }
    int biased = power + 52 + Double.MAX_EXPONENT;
    return biased < 1 || biased > 2 * Double.MAX_EXPONENT
        ? Double.NaN
        : Double.longBitsToDouble((long) biased << 52 | bits & (FIRST_INEXACT >> 1) - 1);
  }
}
