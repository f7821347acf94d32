package io.rappel.trainer.network;

import io.rappel.trainer.math.Multiply64;
import io.rappel.trainer.math.Rows64;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Forward and backward through a {@link Network} for a block of examples, with the intermediate
 * results that the two share. Examples are rows: z_l = a_(l−1) W_l + b_l, a_l = φ_l(z_l), a_0 = x;
 * and backward δ_l = (δ_(l+1) W_(l+1)ᵀ) ⊙ φ_l'(z_l), ∂C/∂W_l = a_(l−1)ᵀ δ_l, ∂C/∂b_l = Σ_rows δ_l.
 * Nothing is divided: gradients are sums over the rows.
 *
 * <p>Buffers are made once, for the largest block; a workspace serves one thread at a time.
 */
public final class Backpropagation64 {

  private final List<Layer> layers;
  private final Tensor[] weights;
  private final Tensor[] biases;
  private final Multiply64 multiply;
  private final int maximumRows;
  private final double[][] activations;
  private final double[][] preActivations;
  private final double[][] deltas;

  /**
   * @param network whose layout says where parameters and gradients lie
   * @param maximumRows the most rows that a block may have
   */
  public Backpropagation64(Network network, Multiply64 multiply, int maximumRows) {
    this.layers = network.layers();
    this.multiply = multiply;
    this.maximumRows = maximumRows;
    int depth = layers.size();
    weights = new Tensor[depth];
    biases = new Tensor[depth];
    activations = new double[depth][];
    preActivations = new double[depth][];
    int widest = 0;
    for (int l = 0; l < depth; l++) {
      weights[l] = network.layout().tensor("layers." + l + ".weight");
      biases[l] = layers.get(l).bias() ? network.layout().tensor("layers." + l + ".bias") : null;
      activations[l] = new double[entries(layers.get(l).outputs())];
      boolean kept = l == depth - 1 || layers.get(l).activation().needsPreActivation();
      preActivations[l] = kept ? new double[activations[l].length] : activations[l];
      widest = Math.max(widest, layers.get(l).outputs());
    }
    deltas = new double[2][entries(widest)];
  }

  private int entries(int width) {
    return Math.multiplyExact(maximumRows, width);
  }

  /** The most rows that a block may have. */
  public int maximumRows() {
    return maximumRows;
  }

  /**
   * Computes the outputs of a block.
   *
   * @param x the block, at most {@link #maximumRows()} rows; not modified
   * @param parameters the flat vector; not modified
   */
  public void forward(Rows64 x, double[] parameters) {
    int rows = x.rows();
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      double[] z = preActivations[l];
      Tensor w = weights[l];
      if (l == 0) {
        x.times(multiply, parameters, w.offset(), layer.outputs(), z);
      } else {
        multiply.multiply(
            false,
            false,
            rows,
            layer.outputs(),
            layer.inputs(),
            activations[l - 1],
            0,
            parameters,
            w.offset(),
            0,
            z,
            0);
      }
      if (layer.bias()) {
        addToRows(z, rows, layer.outputs(), parameters, biases[l].offset());
      }
      layer.activation().forward(z, activations[l], rows, layer.outputs());
    }
  }

  /** o = z_L of the last {@link #forward}, [rows × outputs]. */
  public double[] outputPreActivation() {
    return preActivations[layers.size() - 1];
  }

  /** a_L of the last {@link #forward}, [rows × outputs]. */
  public double[] output() {
    return activations[layers.size() - 1];
  }

  /** Where the caller puts δ_L = ∂C/∂z_L, [rows × outputs], before {@link #backward}. */
  public double[] outputDelta() {
    return deltas[0];
  }

  /**
   * Computes the gradient of the block that {@link #forward} has seen.
   *
   * @param gradient the flat vector; every entry is overwritten by the sum over the rows
   */
  public void backward(Rows64 x, double[] parameters, double[] gradient) {
    int rows = x.rows();
    double[] delta = deltas[0];
    double[] next = deltas[1];
    for (int l = layers.size() - 1; l >= 0; l--) {
      int inputs = layers.get(l).inputs();
      int outputs = layers.get(l).outputs();
      if (biases[l] != null) {
        sumRows(delta, rows, outputs, gradient, biases[l].offset());
      }
      int offset = weights[l].offset();
      if (l == 0) {
        x.transposeTimes(multiply, delta, outputs, gradient, offset);
        return;
      }
      double[] a = activations[l - 1];
      multiply.multiply(true, false, inputs, outputs, rows, a, 0, delta, 0, 0, gradient, offset);
      multiply.multiply(
          false, true, rows, inputs, outputs, delta, 0, parameters, offset, 0, next, 0);
      layers.get(l - 1).activation().backward(preActivations[l - 1], a, next, rows, inputs);
      double[] free = delta;
      delta = next;
      next = free;
    }
  }

  private static void addToRows(double[] z, int rows, int columns, double[] bias, int offset) {
    for (int start = 0; start < rows * columns; start += columns) {
      for (int j = 0; j < columns; j++) {
        z[start + j] += bias[offset + j];
      }
    }
  }

  private static void sumRows(double[] delta, int rows, int columns, double[] sum, int offset) {
    Arrays.fill(sum, offset, offset + columns, 0);
    for (int start = 0; start < rows * columns; start += columns) {
      for (int j = 0; j < columns; j++) {
        sum[offset + j] += delta[start + j];
      }
    }
  }
}
