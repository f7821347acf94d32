package io.rappel.trainer.math;

/** Arithmetic of flat vectors, in {@linkplain Chunks chunks}. */
public final class Vectors {

  private Vectors() {}

  /** aᵀb. */
  public static double dot(double[] a, double[] b) {
    return Chunks.sum(a.length, (from, to) -> Chunks.dot(a, b, from, to));
  }

  /** ‖a‖₂, without overflow where the norm itself is finite. */
  public static double norm(double[] a) {
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
  public static double absoluteSum(double[] a) {
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
