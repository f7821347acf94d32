package io.rappel.trainer.math;

import java.math.BigDecimal;
import java.math.MathContext;

/** Elementary functions to about thirty digits. */
final class PreciseMath {

  private static final MathContext DIGITS = new MathContext(36);
  private static final int HALVINGS = 16;
  private static final int TERMS = 14;

  private PreciseMath() {}

  /** e^x, by Taylor's series of e^(x / 2^16), squared sixteen times. */
  static BigDecimal exp(double x) {
    BigDecimal small = new BigDecimal(x).multiply(new BigDecimal(0x1p-16), DIGITS);
    BigDecimal sum = BigDecimal.ONE;
    for (int n = TERMS; n >= 1; n--) {
      sum = sum.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS).add(BigDecimal.ONE);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum, DIGITS);
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

  /** |actual − expected| / |expected|. */
  static double relativeError(double actual, BigDecimal expected) {
    return new BigDecimal(actual).subtract(expected).divide(expected, DIGITS).abs().doubleValue();
  }
}
