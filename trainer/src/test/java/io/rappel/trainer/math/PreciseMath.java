package io.rappel.trainer.math;

import java.math.BigDecimal;
import java.math.MathContext;

/** Elementary functions to about thirty digits. */
final class PreciseMath {

  private static final MathContext DIGITS = new MathContext(36);
  private static final int HALVINGS = 16;
  private static final int TERMS = 14;
  private static final MathContext MORE_DIGITS = new MathContext(50);
  private static final BigDecimal ROOT_2_PI =
      new BigDecimal("2.50662827463100050241576528481104525300698674060994");

  private PreciseMath() {}

  /** e^x. */
  static BigDecimal exp(double x) {
    return exp(new BigDecimal(x), DIGITS);
  }

  /** e^x, by Taylor's series of e^(x / 2^16), squared sixteen times. */
  private static BigDecimal exp(BigDecimal x, MathContext digits) {
    BigDecimal small = x.multiply(new BigDecimal(0x1p-16), digits);
    BigDecimal sum = BigDecimal.ONE;
    for (int n = TERMS; n >= 1; n--) {
      sum = sum.multiply(small, digits).divide(BigDecimal.valueOf(n), digits).add(BigDecimal.ONE);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum, digits);
    }
    return sum;
  }

  /** 1 / (1 + e^−x). */
  static BigDecimal sigmoid(double x) {
    return BigDecimal.ONE.divide(BigDecimal.ONE.add(exp(-x)), DIGITS);
  }

  /** (e^2x − 1) / (e^2x + 1). */
  static BigDecimal tanh(double x) {
    BigDecimal e = exp(2 * x);
    return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
  }

  /** e^x − 1; near 0 by Taylor's series. */
  static BigDecimal expm1(double x) {
    if (Math.abs(x) > 1e-3) {
      return exp(x).subtract(BigDecimal.ONE);
    }
    BigDecimal exact = new BigDecimal(x);
    BigDecimal term = exact;
    BigDecimal sum = exact;
    for (int n = 2; n <= TERMS; n++) {
      term = term.multiply(exact, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term);
    }
    return sum;
  }

  /** log(1 + e^x) = max(x, 0) + 2 artanh(y / (2 + y)) with y = e^−|x|, by the series of artanh. */
  static BigDecimal softplus(double x) {
    BigDecimal y = exp(-Math.abs(x));
    BigDecimal s = y.divide(y.add(BigDecimal.valueOf(2)), DIGITS);
    BigDecimal square = s.multiply(s, DIGITS);
    BigDecimal power = s;
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 1; n < 70; n += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
      power = power.multiply(square, DIGITS);
    }
    return sum.multiply(BigDecimal.valueOf(2)).add(new BigDecimal(Math.max(x, 0)), DIGITS);
  }

  /**
   * Φ(−t) of the standard normal distribution: below 6 as 1/2 − e^(−t²/2) / √(2π) · (t + t³/3 +
   * t⁵/(3·5) + …), beyond by the continued fraction 1 / (t + 1 / (t + 2 / (t + 3 / …))).
   */
  static BigDecimal normalTail(double t) {
    BigDecimal x = new BigDecimal(t);
    BigDecimal square = x.multiply(x, MORE_DIGITS);
    BigDecimal density =
        exp(square.divide(BigDecimal.valueOf(-2), MORE_DIGITS), MORE_DIGITS)
            .divide(ROOT_2_PI, MORE_DIGITS);
    if (t < 6) {
      BigDecimal term = x;
      BigDecimal sum = x;
      for (int n = 3; n < 400; n += 2) {
        term = term.multiply(square, MORE_DIGITS).divide(BigDecimal.valueOf(n), MORE_DIGITS);
        sum = sum.add(term, MORE_DIGITS);
      }
      return new BigDecimal("0.5").subtract(density.multiply(sum, MORE_DIGITS));
    }
    BigDecimal fraction = x;
    for (int n = 200; n >= 1; n--) {
      fraction = x.add(BigDecimal.valueOf(n).divide(fraction, MORE_DIGITS), MORE_DIGITS);
    }
    return density.divide(fraction, MORE_DIGITS);
  }

  /** |actual − expected| / |expected|. */
  static double relativeError(double actual, BigDecimal expected) {
    return new BigDecimal(actual).subtract(expected).divide(expected, DIGITS).abs().doubleValue();
  }
}
