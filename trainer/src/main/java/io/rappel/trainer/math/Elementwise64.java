package io.rappel.trainer.math;

/**
 * Activations' arithmetic over arrays, in float64; the float32 twin is generated at build. Arrays
 * hold row-major matrices from index 0; {@code n} is the number of entries. Forward functions may
 * write over their input.
 */
public final class Elementwise64 {

  private Elementwise64() {}

  /** a ← z. */
  public static void copy(double[] z, double[] a, int n) {
    if (a != z) {
      System.arraycopy(z, 0, a, 0, n);
    }
  }

  /** c ← a ⊙ b; c may be a or b. */
  public static void product(double[] a, double[] b, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      c[i] = a[i] * b[i];
    }
  }

  /** a ← max(0, z); NaN stays NaN. */
  public static void relu(double[] z, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      a[i] = Math.max(0, z[i]);
    }
  }

  /** δ ← δ where a &gt; 0, else 0. */
  public static void reluBackward(double[] a, double[] delta, int n) {
    for (int i = 0; i < n; i++) {
      delta[i] = a[i] > 0 ? delta[i] : 0;
    }
  }

  /** a ← tanh z. */
  public static void tanh(double[] z, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      a[i] = Elementary.tanh(z[i]);
    }
  }

  /** δ ← δ (1 − a²). */
  public static void tanhBackward(double[] a, double[] delta, int n) {
    for (int i = 0; i < n; i++) {
      delta[i] *= 1 - a[i] * a[i];
    }
  }

  /** a ← 1 / (1 + e^−z). */
  public static void sigmoid(double[] z, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      a[i] = Elementary.sigmoid(z[i]);
    }
  }

  /** δ ← δ a (1 − a). */
  public static void sigmoidBackward(double[] a, double[] delta, int n) {
    for (int i = 0; i < n; i++) {
      delta[i] *= a[i] * (1 - a[i]);
    }
  }

  /**
   * Each row of a ← softmax of the row of z, shifted by the row's maximum so that nothing
   * overflows.
   */
  public static void softmax(double[] z, double[] a, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += columns) {
      double max = z[start];
      for (int j = 1; j < columns; j++) {
        max = Math.max(max, z[start + j]);
      }
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        double e = Elementary.exp(z[start + j] - max);
        a[start + j] = e;
        sum += e;
      }
      for (int j = 0; j < columns; j++) {
        a[start + j] /= sum;
      }
    }
  }

  /** Each row of δ ← a ⊙ (δ − Σ_k δ_k a_k), the transposed Jacobian of softmax times δ. */
  public static void softmaxBackward(double[] a, double[] delta, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += columns) {
      double dot = 0;
      for (int j = 0; j < columns; j++) {
        dot += delta[start + j] * a[start + j];
      }
      for (int j = 0; j < columns; j++) {
        delta[start + j] = a[start + j] * (delta[start + j] - dot);
      }
    }
  }
}
