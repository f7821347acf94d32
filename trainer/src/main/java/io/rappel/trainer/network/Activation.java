package io.rappel.trainer.network;

import io.rappel.trainer.math.Elementwise32;
import io.rappel.trainer.math.Elementwise64;
import java.util.Locale;

/**
 * The function φ of a layer, a = φ(z). Each computes forward from z into a, and multiplies a δ =
 * ∂C/∂a in place by φ' to give ∂C/∂z.
 */
public enum Activation {
  /** φ(z) = z. */
  IDENTITY {
    @Override
    public void forward(double[] z, double[] a, int rows, int columns) {
      Elementwise64.copy(z, a, rows * columns);
    }

    @Override
    public void forward(float[] z, float[] a, int rows, int columns) {
      Elementwise32.copy(z, a, rows * columns);
    }

    @Override
    public void backward(double[] z, double[] a, double[] delta, int rows, int columns) {}

    @Override
    public void backward(float[] z, float[] a, float[] delta, int rows, int columns) {}
  },
  /** φ(z) = max(0, z); its subgradient at 0 is 0. */
  RELU {
    @Override
    public void forward(double[] z, double[] a, int rows, int columns) {
      Elementwise64.relu(z, a, rows * columns);
    }

    @Override
    public void forward(float[] z, float[] a, int rows, int columns) {
      Elementwise32.relu(z, a, rows * columns);
    }

    @Override
    public void backward(double[] z, double[] a, double[] delta, int rows, int columns) {
      Elementwise64.reluBackward(a, delta, rows * columns);
    }

    @Override
    public void backward(float[] z, float[] a, float[] delta, int rows, int columns) {
      Elementwise32.reluBackward(a, delta, rows * columns);
    }
  },
  /** φ(z) = tanh z, φ' = 1 − a². */
  TANH {
    @Override
    public void forward(double[] z, double[] a, int rows, int columns) {
      Elementwise64.tanh(z, a, rows * columns);
    }

    @Override
    public void forward(float[] z, float[] a, int rows, int columns) {
      Elementwise32.tanh(z, a, rows * columns);
    }

    @Override
    public void backward(double[] z, double[] a, double[] delta, int rows, int columns) {
      Elementwise64.tanhBackward(a, delta, rows * columns);
    }

    @Override
    public void backward(float[] z, float[] a, float[] delta, int rows, int columns) {
      Elementwise32.tanhBackward(a, delta, rows * columns);
    }
  },
  /** φ(z) = 1 / (1 + e^−z), φ' = a (1 − a). */
  SIGMOID {
    @Override
    public void forward(double[] z, double[] a, int rows, int columns) {
      Elementwise64.sigmoid(z, a, rows * columns);
    }

    @Override
    public void forward(float[] z, float[] a, int rows, int columns) {
      Elementwise32.sigmoid(z, a, rows * columns);
    }

    @Override
    public void backward(double[] z, double[] a, double[] delta, int rows, int columns) {
      Elementwise64.sigmoidBackward(a, delta, rows * columns);
    }

    @Override
    public void backward(float[] z, float[] a, float[] delta, int rows, int columns) {
      Elementwise32.sigmoidBackward(a, delta, rows * columns);
    }
  },
  /** φ(z)_j = e^z_j / Σ_k e^z_k over the columns of a row; for output layers. */
  SOFTMAX {
    @Override
    public void forward(double[] z, double[] a, int rows, int columns) {
      Elementwise64.softmax(z, a, rows, columns);
    }

    @Override
    public void forward(float[] z, float[] a, int rows, int columns) {
      Elementwise32.softmax(z, a, rows, columns);
    }

    @Override
    public void backward(double[] z, double[] a, double[] delta, int rows, int columns) {
      Elementwise64.softmaxBackward(a, delta, rows, columns);
    }

    @Override
    public void backward(float[] z, float[] a, float[] delta, int rows, int columns) {
      Elementwise32.softmaxBackward(a, delta, rows, columns);
    }
  };

  /** a ← φ(z), for row-major [rows × columns]; a and z may be the same array. */
  public abstract void forward(double[] z, double[] a, int rows, int columns);

  /** {@link #forward(double[], double[], int, int)} in float32. */
  public abstract void forward(float[] z, float[] a, int rows, int columns);

  /** δ ← δ ⊙ φ'(z), where z and a = φ(z) are [rows × columns]; δ is modified. */
  public abstract void backward(double[] z, double[] a, double[] delta, int rows, int columns);

  /** {@link #backward(double[], double[], double[], int, int)} in float32. */
  public abstract void backward(float[] z, float[] a, float[] delta, int rows, int columns);

  /** About the greatest φ' that there is. */
  double greatestDerivative() {
    return this == SIGMOID ? 0.25 : 1;
  }

  /** The name on the command line and in files, such as {@code leaky-relu}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
