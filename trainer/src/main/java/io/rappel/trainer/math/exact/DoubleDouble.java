package io.rappel.trainer.math.exact;

/**
 * A number as the unrounded sum of two float64, the second of which is at most half a unit in the
 * last place of the first: about 106 bits (T. J. Dekker, A floating-point technique for extending
 * the available precision, 1971).
 *
 * @param head the nearest float64
 * @param tail what it lacks
 */
public record DoubleDouble(double head, double tail) {

  /** The exact sum of two numbers (D. E. Knuth's TwoSum). */
  static DoubleDouble sum(double a, double b) {
    double head = a + b;
    double part = head - a;
    return new DoubleDouble(head, (a - (head - part)) + (b - part));
  }

  /** This plus a number; at most a few units in the last of 106 bits from the exact sum. */
  DoubleDouble plus(double other) {
    DoubleDouble sum = sum(head, other);
    return sum(sum.head, sum.tail + tail);
  }

  /** This minus another, as exact as {@link #plus}. */
  public DoubleDouble minus(DoubleDouble other) {
    return plus(-other.head).plus(-other.tail);
  }

  /** The quotient, as exact as {@link #plus}; one long division of two digits. */
  public DoubleDouble dividedBy(DoubleDouble divisor) {
    double quotient = head / divisor.head;
    double product = quotient * divisor.head;
    double lost = Math.fma(quotient, divisor.head, -product);
    double rest = ((head - product) - lost) + (tail - quotient * divisor.tail);
    return sum(quotient, rest / divisor.head);
  }
}
