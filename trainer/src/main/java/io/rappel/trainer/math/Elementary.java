package io.rappel.trainer.math;

/**
 * Elementary functions built of additions, multiplications and roundings alone, so that every
 * processor and every compiler gives the same bits (Java's own {@code Math.exp} may differ by
 * processor). Rational approximations after S. Moshier's Cephes library. Relative errors: float64
 * below 4e-16, float32 below 2.5e-7.
 */
public final class Elementary {

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 6.93145751953125e-1;
  private static final double LN2_LOW = 1.42860682030941723212e-6;
  private static final double ROUND =
      6755399441055744.0; // 1.5 · 2^52: adding it rounds to an integer

  private static final float LOG2_E_32 = 1.44269504f;
  private static final float LN2_HIGH_32 = 0.693359375f;
  private static final float LN2_LOW_32 = -2.12194440e-4f;
  private static final float ROUND_32 = 12582912f; // 1.5 · 2^23

  private Elementary() {}

  /** e^x; 0 below −708, infinite above 709.78. */
  public static double exp(double x) {
    if (!(x < 709.782712893384)) {
      return x >= 709.782712893384 ? Double.POSITIVE_INFINITY : x;
    }
    if (x < -708) {
      return 0;
    }
    double n = (x * LOG2_E + ROUND) - ROUND;
    double r = (x - n * LN2_HIGH) - n * LN2_LOW;
    double rr = r * r;
    double p =
        r
            * ((1.26177193074810590878e-4 * rr + 3.02994407707441961300e-2) * rr
                + 9.99999999999999999910e-1);
    double q =
        ((3.00198505138664455042e-6 * rr + 2.52448340349684104192e-3) * rr
                    + 2.27265548208155028766e-1)
                * rr
            + 2.00000000000000000009;
    double scaled = 1 + 2 * (p / (q - p));
    long half = (long) n / 2;
    return scaled * powerOfTwo(half) * powerOfTwo((long) n - half);
  }

  /** e^x; 0 below −87, infinite above 88.72. */
  public static float exp(float x) {
    if (!(x < 88.72283f)) {
      return x >= 88.72283f ? Float.POSITIVE_INFINITY : x;
    }
    if (x < -87) {
      return 0;
    }
    float n = (x * LOG2_E_32 + ROUND_32) - ROUND_32;
    float r = (x - n * LN2_HIGH_32) - n * LN2_LOW_32;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    float scaled = p * r * r + r + 1;
    int half = (int) n / 2;
    return scaled * powerOfTwo(half) * powerOfTwo((int) n - half);
  }

  /** 1 / (1 + e^−x). */
  public static double sigmoid(double x) {
    return 1 / (1 + exp(-x));
  }

  /** 1 / (1 + e^−x). */
  public static float sigmoid(float x) {
    return 1 / (1 + exp(-x));
  }

  /** The hyperbolic tangent. */
  public static double tanh(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < 0.625) {
      double xx = x * x;
      double p =
          (-9.64399179425052238628e-1 * xx - 9.92877231001918586564e1) * xx
              - 1.61468768441708447952e3;
      double q =
          ((xx + 1.12811678491632931402e2) * xx + 2.23548839060100448583e3) * xx
              + 4.84406305325125486048e3;
      return x + x * xx * (p / q);
    }
    double positive = 1 - 2 / (exp(2 * magnitude) + 1);
    return x < 0 ? -positive : positive;
  }

  /** The hyperbolic tangent. */
  public static float tanh(float x) {
    float magnitude = Math.abs(x);
    if (magnitude < 0.625f) {
      float xx = x * x;
      float p = -5.70498872745e-3f;
      p = p * xx + 2.06390887954e-2f;
      p = p * xx - 5.37397155531e-2f;
      p = p * xx + 1.33314422036e-1f;
      p = p * xx - 3.33332819422e-1f;
      return x + x * xx * p;
    }
    float positive = 1 - 2 / (exp(2 * magnitude) + 1);
    return x < 0 ? -positive : positive;
  }

  private static double powerOfTwo(long exponent) {
    return Double.longBitsToDouble((exponent + 1023) << 52);
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }
}
