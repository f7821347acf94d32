package io.rappel.trainer.math;

/**
 * Elementary functions built of additions, multiplications, divisions and roundings alone, so that
 * every processor and every compiler gives the same bits (Java's own {@code Math.exp} may differ by
 * processor). There are no branches, so that loops over arrays can be vectorized. Approximations of
 * e^x after S. Moshier's Cephes library, of log(1 + y) by {@code
 * src/test/python/elementary_coefficients.py}. Relative errors, where results are not subnormal:
 * float64 below 6e-16 and float32 below 3e-7.
 */
public final class Elementary {

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 6.93145751953125e-1;
  private static final double LN2_LOW = 1.42860682030941723212e-6;
  private static final double ROUND =
      6755399441055744.0; // 1.5 · 2^52: adding it rounds to an integer, found in the lowest bits

  private static final float LOG2_E_32 = 1.44269504f;
  private static final float LN2_HIGH_32 = 0.693359375f;
  private static final float LN2_LOW_32 = -2.12194440e-4f;
  private static final float ROUND_32 = 12582912f; // 1.5 · 2^23

  private Elementary() {}

  /** e^x; 0 below −708.8, infinite above 709.4. */
  public static double exp(double x) {
    double inside = expArgument(x);
    double shifted = shiftedExponent(inside);
    return (restMinusOne(inside, shifted) + 1) * powerOfTwo(shifted);
  }

  /** e^x; 0 below −87.7, infinite above 88.3. */
  public static float exp(float x) {
    float inside = expArgument(x);
    float shifted = shiftedExponent(inside);
    return (restMinusOne(inside, shifted) + 1) * powerOfTwo(shifted);
  }

  /** e^x − 1; numbers above 709 count as 709. */
  public static double expm1(double x) {
    double inside = expm1Argument(x);
    double shifted = shiftedExponent(inside);
    return expm1(restMinusOne(inside, shifted), powerOfTwo(shifted));
  }

  /** e^x − 1; numbers above 88 count as 88. */
  public static float expm1(float x) {
    float inside = expm1Argument(x);
    float shifted = shiftedExponent(inside);
    return expm1(restMinusOne(inside, shifted), powerOfTwo(shifted));
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
    double m = expm1(-2 * x);
    return -m / (2 + m);
  }

  /** The hyperbolic tangent. */
  public static float tanh(float x) {
    float m = expm1(-2 * x);
    return -m / (2 + m);
  }

  /** log(1 + y) = 2 artanh(y / (2 + y)), for y from 0 to 1. */
  public static double log1p(double y) {
    double s = y / (2 + y);
    double v = s * s;
    double p = 0.088903819130566514469;
    p = p * v + 0.049403945243823931204;
    p = p * v + 0.067956527427899469179;
    p = p * v + 0.076818381244458171292;
    p = p * v + 0.090914299002369554786;
    p = p * v + 0.11111095430673142019;
    p = p * v + 0.14285714555828580111;
    p = p * v + 0.19999999997643800004;
    p = p * v + 0.33333333333341287164;
    return 2 * s + 2 * s * v * p;
  }

  /** log(1 + y) = 2 artanh(y / (2 + y)), for y from 0 to 1. */
  public static float log1p(float y) {
    float s = y / (2 + y);
    float v = s * s;
    float p = 0.14078889181554540327f;
    p = p * v + 0.13982578872598634444f;
    p = p * v + 0.20012297615351873956f;
    p = p * v + 0.33333160820688886578f;
    return 2 * s + 2 * s * v * p;
  }

  /** log(1 + e^x). */
  public static double softplus(double x) {
    return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
  }

  /** log(1 + e^x). */
  public static float softplus(float x) {
    return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
  }

  /** 1 where a is above 0, 0 where it is 0 or below, without a branch; NaN stays NaN. */
  static double positive(double a) {
    return Math.min(1, Math.max(a, 0) * 0x1p600 * 0x1p600);
  }

  /** {@link #positive(double)} in float32. */
  static float positive(float a) {
    return Math.min(1, Math.max(a, 0) * 0x1p100f * 0x1p100f);
  }

  /** Where exp can be computed; at the ends it is 0 and infinite. */
  static double expArgument(double x) {
    return Math.max(-709, Math.min(710, x));
  }

  static float expArgument(float x) {
    return Math.max(-88, Math.min(89, x));
  }

  /** Where expm1 can be computed and is finite. */
  static double expm1Argument(double x) {
    return Math.max(-709, Math.min(709, x));
  }

  static float expm1Argument(float x) {
    return Math.max(-88, Math.min(88, x));
  }

  /** x / log 2, plus {@link #ROUND}, which rounds it to an integer. */
  static double shiftedExponent(double x) {
    return x * LOG2_E + ROUND;
  }

  static float shiftedExponent(float x) {
    return x * LOG2_E_32 + ROUND_32;
  }

  /** 2^n, 0 for the least n and infinite for the greatest, where n + ROUND is given. */
  static double powerOfTwo(double shifted) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023) << 52);
  }

  static float powerOfTwo(float shifted) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(shifted) + 127) << 23);
  }

  /** e^r − 1 for the rest r = x − n log 2, where n + ROUND is given. */
  static double restMinusOne(double x, double shifted) {
    double n = shifted - ROUND;
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
    return 2 * (p / (q - p));
  }

  static float restMinusOne(float x, float shifted) {
    float n = shifted - ROUND_32;
    float r = (x - n * LN2_HIGH_32) - n * LN2_LOW_32;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    return p * r * r + r;
  }

  /** e^(r + n log 2) − 1 where e^r − 1 and 2^n are given. */
  static double expm1(double restMinusOne, double powerOfTwo) {
    return powerOfTwo * restMinusOne + (powerOfTwo - 1);
  }

  static float expm1(float restMinusOne, float powerOfTwo) {
    return powerOfTwo * restMinusOne + (powerOfTwo - 1);
  }
}
