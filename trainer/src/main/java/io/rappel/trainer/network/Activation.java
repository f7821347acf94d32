package io.rappel.trainer.network;

import io.rappel.trainer.math.Elementwise32;
import io.rappel.trainer.math.Elementwise64;
import java.util.Locale;

/**
 * The function φ of a layer, a = φ(z). Each computes forward from z into a, and multiplies a δ =
 * ∂C/∂a in place by φ' to give ∂C/∂z. Constants are PyTorch's.
 */
public enum Activation {
  /** φ(z) = z. */
  IDENTITY(
      Elementwise64::copy, (a, delta, n) -> {}, Elementwise32::copy, (a, delta, n) -> {}, false),
  /** φ(z) = max(0, z); its subgradient at 0 is 0. */
  RELU(
      Elementwise64::relu,
      Elementwise64::reluBackward,
      Elementwise32::relu,
      Elementwise32::reluBackward,
      false),
  /** φ(z) = z where z &gt; 0, else 0.01 z; its subgradient at 0 is 0.01. */
  LEAKY_RELU(
      Elementwise64::leakyRelu,
      Elementwise64::leakyReluBackward,
      Elementwise32::leakyRelu,
      Elementwise32::leakyReluBackward,
      false),
  /** φ(z) = z where z &gt; 0, else e^z − 1; φ' = 1 or a + 1. Clevert et al. 2015, α = 1. */
  ELU(
      Elementwise64::elu,
      Elementwise64::eluBackward,
      Elementwise32::elu,
      Elementwise32::eluBackward,
      false),
  /**
   * φ(z) = z Φ(z) with the distribution function Φ of the standard normal distribution, not its
   * approximation by tanh; φ' = Φ(z) + z Φ'(z). Hendrycks and Gimpel 2016.
   */
  GELU(
      Elementwise64::gelu,
      Elementwise64::geluBackward,
      Elementwise32::gelu,
      Elementwise32::geluBackward,
      true),
  /** φ(z) = z σ(z), φ' = σ(z) (1 + z (1 − σ(z))); also known as swish. */
  SILU(
      Elementwise64::silu,
      Elementwise64::siluBackward,
      Elementwise32::silu,
      Elementwise32::siluBackward,
      true),
  /** φ(z) = tanh z, φ' = 1 − a². */
  TANH(
      Elementwise64::tanh,
      Elementwise64::tanhBackward,
      Elementwise32::tanh,
      Elementwise32::tanhBackward,
      false),
  /** φ(z) = 1 / (1 + e^−z), φ' = a (1 − a). */
  SIGMOID(
      Elementwise64::sigmoid,
      Elementwise64::sigmoidBackward,
      Elementwise32::sigmoid,
      Elementwise32::sigmoidBackward,
      false),
  /** φ(z) = log(1 + e^z), φ' = 1 − e^−a. */
  SOFTPLUS(
      Elementwise64::softplus,
      Elementwise64::softplusBackward,
      Elementwise32::softplus,
      Elementwise32::softplusBackward,
      false),
  /** φ(z) = e^z, φ' = a; for output layers. */
  EXP(
      Elementwise64::exp,
      Elementwise64::expBackward,
      Elementwise32::exp,
      Elementwise32::expBackward,
      false),
  /** φ(z)_j = e^z_j / Σ_k e^z_k over the columns of a row; for output layers. */
  SOFTMAX(null, null, null, null, false) {
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

  /** A function of elements in float64: from one array into another, for n entries. */
  private interface Function64 {
    void apply(double[] from, double[] to, int n);
  }

  /** The same in float32. */
  private interface Function32 {
    void apply(float[] from, float[] to, int n);
  }

  private final Function64 forward64;
  private final Function64 backward64;
  private final Function32 forward32;
  private final Function32 backward32;
  private final boolean needsPreActivation;

  Activation(
      Function64 forward64,
      Function64 backward64,
      Function32 forward32,
      Function32 backward32,
      boolean needsPreActivation) {
    this.forward64 = forward64;
    this.backward64 = backward64;
    this.forward32 = forward32;
    this.backward32 = backward32;
    this.needsPreActivation = needsPreActivation;
  }

  /** Whether hidden layers can have it. */
  public boolean forHiddenLayers() {
    return this != SOFTMAX && this != EXP;
  }

  /** Whether {@code backward} reads z; where not, it reads a alone, and a may lie where z was. */
  public boolean needsPreActivation() {
    return needsPreActivation;
  }

  /** a ← φ(z), for row-major [rows × columns]; a and z may be the same array. */
  public void forward(double[] z, double[] a, int rows, int columns) {
    forward64.apply(z, a, rows * columns);
  }

  /** {@link #forward(double[], double[], int, int)} in float32. */
  public void forward(float[] z, float[] a, int rows, int columns) {
    forward32.apply(z, a, rows * columns);
  }

  /** δ ← δ ⊙ φ'(z), where z and a = φ(z) are [rows × columns]; δ is modified. */
  public void backward(double[] z, double[] a, double[] delta, int rows, int columns) {
    backward64.apply(needsPreActivation ? z : a, delta, rows * columns);
  }

  /** {@link #backward(double[], double[], double[], int, int)} in float32. */
  public void backward(float[] z, float[] a, float[] delta, int rows, int columns) {
    backward32.apply(needsPreActivation ? z : a, delta, rows * columns);
  }

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
