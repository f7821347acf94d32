package io.rappel.trainer.math;

/**
 * Random numbers as functions of their coordinates: a draw depends on the words that are mixed and
 * on nothing drawn before. The finalizer is that of SplitMix64 (Steele, Lea and Flood 2014, with D.
 * Stafford's constants).
 */
public final class Mix {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mix() {}

  /** A bijection of 64 bits in which each bit of the result depends on all of z. */
  public static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  /** Sixty-four random bits for a pair of coordinates. */
  public static long mix(long first, long second) {
    return mix(mix(first + GOLDEN) + second * GOLDEN + GOLDEN);
  }

  /** Sixty-four random bits for three coordinates. */
  public static long mix(long first, long second, long third) {
    return mix(mix(first, second), third);
  }

  /** The number at an index of the SplitMix64 sequence that begins at a key. */
  public static long at(long key, long index) {
    return mix(key + (index + 1) * GOLDEN);
  }

  /** A number in [0, 1) of 53 random bits. */
  public static double uniform(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }
}
