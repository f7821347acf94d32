package io.rappel.trainer.optim;

/** Arithmetic of flat vectors, in {@linkplain Chunks chunks}. */
final class Vectors {

  private Vectors() {}

  /** aᵀb. */
  static double dot(double[] a, double[] b) {
    return Chunks.sum(a.length, (from, to) -> Chunks.dot(a, b, from, to));
  }

  /** ‖a‖₂, without overflow where the norm itself is finite. */
  static double norm(double[] a) {
    double squared = dot(a, a);
    if (squared >= Double.MIN_NORMAL && squared <= Double.MAX_VALUE) {
      return Math.sqrt(squared);
    }
    double largest = largest(a);
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double entry : a) {
      sum += (entry / largest) * (entry / largest);
    }
    return largest * Math.sqrt(sum);
  }

  /** ‖a‖₁. */
  static double absoluteSum(double[] a) {
    double sum = 0;
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
  static void scale(double[] a, double factor) {
    Chunks.each(
        a.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            a[i] *= factor;
          }
        });
  }

  /** a ← a + factor · b. */
  static void addScaled(double[] a, double factor, double[] b) {
    Chunks.each(
        a.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            a[i] += factor * b[i];
          }
        });
  }

  /** Whether every entry is finite. */
  static boolean allFinite(double[] a) {
    return Chunks.sum(a.length, (from, to) -> zeroIfFinite(a, from, to)) == 0;
  }

  /** 0 times a finite number is 0, and times any other NaN; no branch to predict. */
  private static double zeroIfFinite(double[] a, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int whole = from + ((to - from) & ~3);
    for (int i = from; i < whole; i += 4) {
      s0 += 0 * a[i];
      s1 += 0 * a[i + 1];
      s2 += 0 * a[i + 2];
      s3 += 0 * a[i + 3];
    }
    for (int i = whole; i < to; i++) {
      s0 += 0 * a[i];
    }
    return s0 + s1 + s2 + s3;
  }
}
