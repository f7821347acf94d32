package io.rappel.trainer.math;

/**
 * The tail Φ(−t) of the standard normal distribution for t from 0 on: e^(−t²/2) P(q) / (t + 4) with
 * a polynomial of q = (t − 4) / (t + 4), as S. G. Johnson's and N. Juffa's erfcx have it; the
 * coefficients come from {@code src/test/python/elementary_coefficients.py}. So nothing cancels
 * however far out t is: relative errors are below 1.5e-15 in float64 and 8e-7 in float32, where
 * results are not subnormal.
 */
final class GaussianTail {

  /** 1 / √(2π). */
  private static final double PEAK = 0.39894228040143267794;

  private GaussianTail() {}

  /** Beyond this both tail and density are 0; keeps squares finite. */
  static double argument(double z) {
    return Math.min(40, Math.abs(z));
  }

  static float argument(float z) {
    return Math.min(40, Math.abs(z));
  }

  /** The half of t's digits whose square is exact. */
  static double high(double t) {
    double c = t * 134217729.0; // 2^27 + 1, after Veltkamp and Dekker
    return c - (c - t);
  }

  static float high(float t) {
    float c = t * 4097f; // 2^12 + 1
    return c - (c - t);
  }

  /** e^(−t²/2) where h = {@link #high} and e^(−h²/2) are given: times e^−r, r = (t² − h²) / 2. */
  static double bell(double t, double h, double exponential) {
    double r = (t - h) * (t + h) * 0.5;
    return exponential * (1 - r * (1 - r * 0.5 * (1 - r * (1.0 / 3))));
  }

  static float bell(float t, float h, float exponential) {
    float r = (t - h) * (t + h) * 0.5f;
    return exponential * (1 - r * (1 - r * 0.5f * (1 - r * (1f / 3))));
  }

  /** The density at t, where e^(−t²/2) is given. */
  static double density(double bell) {
    return bell * PEAK;
  }

  static float density(float bell) {
    return bell * (float) PEAK;
  }

  /** 1 / (t + 4). */
  static double reciprocal(double t) {
    return 1 / (t + 4);
  }

  static float reciprocal(float t) {
    return 1 / (t + 4);
  }

  /**
   * The upper half of P, by Horner's scheme. Halves, since the compiler vectorizes short loops
   * only.
   */
  static double upperHalf(double t, double reciprocal) {
    double q = (t - 4) * reciprocal;
    double p = -1.7737405043949108562e-9;
    p = p * q - 1.2845818869925268465e-9;
    p = p * q + 1.65360447755064038e-8;
    p = p * q + 1.9608339140939515235e-8;
    p = p * q - 7.9898507525622599371e-8;
    p = p * q - 1.6231917680473564551e-7;
    p = p * q + 2.6623278988835623892e-7;
    p = p * q + 1.0270948807114340887e-6;
    p = p * q - 6.2620687669595991112e-7;
    p = p * q - 5.9229798276747606645e-6;
    p = p * q + 7.1527375093088153313e-7;
    return p;
  }

  static float upperHalf(float t, float reciprocal) {
    float q = (t - 4) * reciprocal;
    float p = -1.6733153708768407864e-6f;
    p = p * q - 0.00015712155479473728501f;
    p = p * q + 0.00013351024227024050361f;
    p = p * q + 0.0015633370838803144306f;
    p = p * q - 0.003479830876246688404f;
    p = p * q - 0.0075118919678669675368f;
    return p;
  }

  /** Φ(−t) e^(t²/2) = P / (t + 4), where the upper half of P is given. */
  static double scaledTail(double t, double reciprocal, double upperHalf) {
    double q = (t - 4) * reciprocal;
    double p = upperHalf;
    p = p * q + 0.000035145644585823846373;
    p = p * q - 1.9079074883936754379e-6;
    p = p * q - 0.00023109515078768742369;
    p = p * q + 0.00013334425890372838577;
    p = p * q + 0.0016308184878823644107;
    p = p * q - 0.0034796923628903558022;
    p = p * q - 0.0075401889691373129771;
    p = p * q + 0.060396574890762400344;
    p = p * q - 0.18652185795956720211;
    p = p * q + 0.38713740074221651914;
    p = p * q - 0.60789664197189311692;
    p = p * q + 0.75528513041575149337;
    return p * reciprocal;
  }

  static float scaledTail(float t, float reciprocal, float upperHalf) {
    float q = (t - 4) * reciprocal;
    float p = upperHalf;
    p = p * q + 0.06039660482805058867f;
    p = p * q - 0.18652680596407174032f;
    p = p * q + 0.38713739914843551781f;
    p = p * q - 0.60789639658909512011f;
    p = p * q + 0.75528513041575149337f;
    return p * reciprocal;
  }

  /** Φ(−t), for t from 0 on. */
  static double tail(double t) {
    double x = argument(t);
    double h = high(x);
    double reciprocal = reciprocal(x);
    return bell(x, h, Elementary.exp(h * h * -0.5))
        * scaledTail(x, reciprocal, upperHalf(x, reciprocal));
  }

  /** Φ(−t), for t from 0 on. */
  static float tail(float t) {
    float x = argument(t);
    float h = high(x);
    float reciprocal = reciprocal(x);
    return bell(x, h, Elementary.exp(h * h * -0.5f))
        * scaledTail(x, reciprocal, upperHalf(x, reciprocal));
  }
}
