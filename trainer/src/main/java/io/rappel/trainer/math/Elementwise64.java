package io.rappel.trainer.math;

import java.util.Arrays;

/**
 * Activations' arithmetic over arrays, in float64; the float32 twin is generated at build. Arrays
 * hold row-major matrices from index 0; {@code n} is the number of entries. Forward functions may
 * write over their input.
 */
public final class Elementwise64 {

  private static final int CHUNK = 1024;

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
      delta[i] *= Elementary.positive(a[i]);
    }
  }

  /** a ← z where z &gt; 0, else 0.01 z. */
  public static void leakyRelu(double[] z, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      a[i] = Math.max(z[i], 0.01 * z[i]);
    }
  }

  /** δ ← δ where a &gt; 0, else 0.01 δ. */
  public static void leakyReluBackward(double[] a, double[] delta, int n) {
    for (int i = 0; i < n; i++) {
      delta[i] *= Math.max(0.01, Elementary.positive(a[i]));
    }
  }

  /** a ← z where z &gt; 0, else e^z − 1. */
  public static void elu(double[] z, double[] a, int n) {
    inChunks(
        z,
        a,
        n,
        (x, count) -> {
          double[] below = new double[count];
          for (int i = 0; i < count; i++) {
            below[i] = Math.min(x[i], 0);
          }
          expm1(below, count);
          for (int i = 0; i < count; i++) {
            x[i] = Math.max(x[i], 0) + below[i];
          }
        });
  }

  /** δ ← δ where a &gt; 0, else δ (a + 1). */
  public static void eluBackward(double[] a, double[] delta, int n) {
    for (int i = 0; i < n; i++) {
      delta[i] *= Math.min(a[i], 0) + 1;
    }
  }

  /** a ← z Φ(z) = max(0, z) − |z| Φ(−|z|), which nothing cancels in. */
  public static void gelu(double[] z, double[] a, int n) {
    inChunks(
        z,
        a,
        n,
        (x, count) -> {
          double[] bell = new double[count];
          double[] tail = new double[count];
          gaussian(x, bell, tail, count);
          for (int i = 0; i < count; i++) {
            x[i] = Math.max(x[i], 0) - GaussianTail.argument(x[i]) * tail[i];
          }
        });
  }

  /** δ ← δ (Φ(z) + z Φ'(z)). */
  public static void geluBackward(double[] z, double[] delta, int n) {
    multiplyInChunks(
        z,
        delta,
        n,
        (x, count) -> {
          double[] bell = new double[count];
          double[] tail = new double[count];
          gaussian(x, bell, tail, count);
          for (int i = 0; i < count; i++) {
            double side = Elementary.positive(x[i]);
            double t = GaussianTail.argument(x[i]);
            double rest = tail[i] - t * GaussianTail.density(bell[i]);
            x[i] = side - (2 * side - 1) * rest;
          }
        });
  }

  /** a ← z / (1 + e^−z). */
  public static void silu(double[] z, double[] a, int n) {
    inChunks(
        z,
        a,
        n,
        (x, count) -> {
          double[] sigmoid = Arrays.copyOf(x, count);
          sigmoid(sigmoid, count);
          for (int i = 0; i < count; i++) {
            x[i] *= sigmoid[i];
          }
        });
  }

  /** δ ← δ σ (1 + z (1 − σ)), where σ = 1 / (1 + e^−z). */
  public static void siluBackward(double[] z, double[] delta, int n) {
    multiplyInChunks(
        z,
        delta,
        n,
        (x, count) -> {
          double[] sigmoid = Arrays.copyOf(x, count);
          sigmoid(sigmoid, count);
          for (int i = 0; i < count; i++) {
            x[i] = sigmoid[i] * (1 + x[i] * (1 - sigmoid[i]));
          }
        });
  }

  /** a ← log(1 + e^z) = max(0, z) + log(1 + e^−|z|). */
  public static void softplus(double[] z, double[] a, int n) {
    inChunks(
        z,
        a,
        n,
        (x, count) -> {
          double[] y = new double[count];
          for (int i = 0; i < count; i++) {
            y[i] = -Math.abs(x[i]);
          }
          exp(y, count);
          for (int i = 0; i < count; i++) {
            x[i] = Math.max(x[i], 0) + Elementary.log1p(y[i]);
          }
        });
  }

  /** δ ← δ (1 − e^−a). */
  public static void softplusBackward(double[] a, double[] delta, int n) {
    multiplyInChunks(
        a,
        delta,
        n,
        (x, count) -> {
          negate(x, count);
          expm1(x, count);
          negate(x, count);
        });
  }

  /** a ← e^z. */
  public static void exp(double[] z, double[] a, int n) {
    inChunks(z, a, n, Elementwise64::exp);
  }

  /** δ ← δ a. */
  public static void expBackward(double[] a, double[] delta, int n) {
    for (int i = 0; i < n; i++) {
      delta[i] *= a[i];
    }
  }

  /** a ← tanh z. */
  public static void tanh(double[] z, double[] a, int n) {
    inChunks(
        z,
        a,
        n,
        (x, count) -> {
          for (int i = 0; i < count; i++) {
            x[i] *= -2;
          }
          expm1(x, count);
          for (int i = 0; i < count; i++) {
            x[i] = -x[i] / (2 + x[i]);
          }
        });
  }

  /** δ ← δ (1 − a²). */
  public static void tanhBackward(double[] a, double[] delta, int n) {
    for (int i = 0; i < n; i++) {
      delta[i] *= 1 - a[i] * a[i];
    }
  }

  /** a ← 1 / (1 + e^−z). */
  public static void sigmoid(double[] z, double[] a, int n) {
    inChunks(z, a, n, Elementwise64::sigmoid);
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
      for (int j = 0; j < columns; j++) {
        a[start + j] = z[start + j] - max;
      }
    }
    exp(a, a, rows * columns);
    for (int start = 0; start < rows * columns; start += columns) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += a[start + j];
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

  /** A function of elements, which are replaced by what it makes of them. */
  private interface Chunk {
    void apply(double[] x, int count);
  }

  /**
   * a ← f(z), by way of a short array whose loops begin at 0: only such loops does the compiler
   * vectorize, and what they leave behind stays in the cache.
   */
  private static void inChunks(double[] z, double[] a, int n, Chunk f) {
    double[] x = new double[Math.min(n, CHUNK)];
    for (int start = 0; start < n; start += CHUNK) {
      int count = Math.min(CHUNK, n - start);
      System.arraycopy(z, start, x, 0, count);
      f.apply(x, count);
      System.arraycopy(x, 0, a, start, count);
    }
  }

  /** δ ← δ ⊙ f(z), in the same way. */
  private static void multiplyInChunks(double[] z, double[] delta, int n, Chunk f) {
    double[] x = new double[Math.min(n, CHUNK)];
    for (int start = 0; start < n; start += CHUNK) {
      int count = Math.min(CHUNK, n - start);
      System.arraycopy(z, start, x, 0, count);
      f.apply(x, count);
      for (int i = 0; i < count; i++) {
        delta[start + i] *= x[i];
      }
    }
  }

  /** x ← e^x, with the bits of {@link Elementary#exp}: all but the last step is vectorized. */
  private static void exp(double[] x, int count) {
    double[] shifted = new double[count];
    for (int i = 0; i < count; i++) {
      double inside = Elementary.expArgument(x[i]);
      shifted[i] = Elementary.shiftedExponent(inside);
      x[i] = Elementary.restMinusOne(inside, shifted[i]) + 1;
    }
    for (int i = 0; i < count; i++) {
      x[i] *= Elementary.powerOfTwo(shifted[i]);
    }
  }

  /** x ← e^x − 1, with the bits of {@link Elementary#expm1}. */
  private static void expm1(double[] x, int count) {
    double[] shifted = new double[count];
    for (int i = 0; i < count; i++) {
      double inside = Elementary.expm1Argument(x[i]);
      shifted[i] = Elementary.shiftedExponent(inside);
      x[i] = Elementary.restMinusOne(inside, shifted[i]);
    }
    for (int i = 0; i < count; i++) {
      shifted[i] = Elementary.powerOfTwo(shifted[i]);
    }
    for (int i = 0; i < count; i++) {
      x[i] = Elementary.expm1(x[i], shifted[i]);
    }
  }

  /** x ← 1 / (1 + e^−x), with the bits of {@link Elementary#sigmoid}. */
  private static void sigmoid(double[] x, int count) {
    negate(x, count);
    exp(x, count);
    for (int i = 0; i < count; i++) {
      x[i] = 1 / (1 + x[i]);
    }
  }

  /** b ← e^(−x²/2), c ← Φ(−|x|), with the bits of {@link GaussianTail#tail}. */
  private static void gaussian(double[] x, double[] b, double[] c, int count) {
    double[] reciprocal = new double[count];
    for (int i = 0; i < count; i++) {
      double h = GaussianTail.high(GaussianTail.argument(x[i]));
      b[i] = h * h * -0.5;
    }
    exp(b, count);
    for (int i = 0; i < count; i++) {
      double t = GaussianTail.argument(x[i]);
      b[i] = GaussianTail.bell(t, GaussianTail.high(t), b[i]);
    }
    for (int i = 0; i < count; i++) {
      double t = GaussianTail.argument(x[i]);
      reciprocal[i] = GaussianTail.reciprocal(t);
      c[i] = GaussianTail.upperHalf(t, reciprocal[i]);
    }
    for (int i = 0; i < count; i++) {
      double t = GaussianTail.argument(x[i]);
      c[i] = b[i] * GaussianTail.scaledTail(t, reciprocal[i], c[i]);
    }
  }

  private static void negate(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = -x[i];
    }
  }
}
