package io.rappel.trainer.math;

/**
 * Arithmetic of flat vectors, in {@linkplain Chunks chunks}; the float32 twin is generated at
 * build.
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class Vectors64 {

  /** So many partial sums at a time: the compiler vectorizes what is independent. */
  private static final int LANES = 256;

  private Vectors64() {}

  /** aᵀb. */
  public static /* wide */ double dot(double[] a, double[] b) {
    return Chunks.sum(a.length, (from, to) -> dot(a, b, from, to));
  }

  /**
   * Σ a_i b_i over the entries [from, to), by interleaved partial sums in a fixed order: several
   * times as fast as one chain of additions, and the same bits every time.
   */
  public static /* wide */ double dot(double[] a, double[] b, int from, int to) {
    double[] lanes = new double[LANES];
    int whole = to - (to - from) % LANES;
    for (int start = from; start < whole; start += LANES) {
      for (int j = 0; j < LANES; j++) {
        lanes[j] += a[start + j] * b[start + j];
      }
    }
    double sum = 0;
    for (int i = whole; i < to; i++) {
      sum += a[i] * b[i];
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[half + j];
      }
    }
    return lanes[0] + sum;
  }

  /** ‖a‖₂, without overflow where the norm itself is finite. */
  public static /* wide */ double norm(double[] a) {
    /* wide */ double squared = dot(a, a);
    if (squared >= Double.MIN_NORMAL && squared <= Double.MAX_VALUE) {
      return Math.sqrt(squared);
    }
    double largest = largest(a);
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    /* wide */ double sum = 0;
    for (double entry : a) {
      sum += (entry / largest) * (entry / largest);
    }
    return largest * Math.sqrt(sum);
  }

  /** ‖a‖₁. */
  public static /* wide */ double absoluteSum(double[] a) {
    /* wide */ double sum = 0;
    for (double entry : a) {
      sum += Math.abs(entry);
    }
    return sum;
  }

  /** ‖a‖∞. */
  private static double largest(double[] a) {
    double largest = 0;
    for (double entry : a) {
      largest = Math.max(largest, Math.abs(entry));
    }
    return largest;
  }

  /** a ← factor · a. */
  public static void scale(double[] a, double factor) {
    Chunks.each(
        a.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            a[i] *= factor;
          }
        });
  }

  /** a ← a + factor · b. */
  public static void addScaled(double[] a, double factor, double[] b) {
    Chunks.each(
        a.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            a[i] += factor * b[i];
          }
        });
  }
}
