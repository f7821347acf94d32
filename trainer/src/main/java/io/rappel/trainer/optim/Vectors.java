package io.rappel.trainer.optim;

/**
 * Arithmetic of flat vectors. Sums run over four interleaved partial sums in a fixed order: four
 * times as fast as one chain of additions, and the same bits every time.
 */
final class Vectors {

  private Vectors() {}

  /** aᵀb. */
  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int whole = a.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (int i = whole; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
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
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }

  /** a ← a + factor · b. */
  static void addScaled(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  /** Whether every entry is finite. */
  static boolean allFinite(double[] a) {
    for (double entry : a) {
      if (!Double.isFinite(entry)) {
        return false;
      }
    }
    return true;
  }
}
