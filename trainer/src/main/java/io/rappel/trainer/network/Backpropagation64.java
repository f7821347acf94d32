package io.rappel.trainer.network;

import io.rappel.trainer.math.Elementwise64;
import io.rappel.trainer.math.Mix;
import io.rappel.trainer.math.blas.Multiply64;
import io.rappel.trainer.math.rows.RowProducts64;
import io.rappel.trainer.math.rows.Rows64;
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
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class Backpropagation64 {

  private static final double LARGEST_OUTPUT = (double) 0x1p127;

  private final List<Layer> layers;
  private final Tensor[] weights;
  private final Tensor[] biases;
  private final Multiply64 multiply;
  private final RowProducts64 products;
  private final int maximumRows;
  private final double[][] activations;
  private final double[][] preActivations;
  private final double[][] deltas;
  private final Dropout dropout;
  private final double[][] keptFactors;
  private final double[][] kept;
  private boolean dropping;

  /**
   * @param network whose layout says where parameters and gradients lie
   * @param maximumRows the most rows that a block may have
   */
  public Backpropagation64(Network network, Multiply64 multiply, int maximumRows) {
    this(network, multiply, maximumRows, Dropout.none());
  }

  /**
   * @param network whose layout says where parameters and gradients lie
   * @param maximumRows the most rows that a block may have
   * @param dropout of the hidden layers' units, where {@link #forward(Rows64, double[], long[])} is
   *     used
   */
  public Backpropagation64(Network network, Multiply64 multiply, int maximumRows, Dropout dropout) {
    this.layers = network.layers();
    this.dropout = dropout;
    this.multiply = multiply;
    this.products = new RowProducts64(multiply);
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
      boolean apart = l == depth - 1 || layers.get(l).activation().needsPreActivation();
      preActivations[l] = apart ? new double[activations[l].length] : activations[l];
      widest = Math.max(widest, layers.get(l).outputs());
    }
    int dropped = dropout.isNone() ? 0 : depth - 1;
    keptFactors = new double[dropped][];
    kept = new double[dropped][];
    for (int l = 0; l < dropped; l++) {
      keptFactors[l] = new double[activations[l].length];
      kept[l] = new double[activations[l].length];
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
   * Computes the outputs of a block, without dropout.
   *
   * @param x the block, at most {@link #maximumRows()} rows; not modified
   * @param parameters the flat vector; not modified
   */
  public void forward(Rows64 x, double[] parameters) {
    dropping = false;
    run(x, parameters, null);
  }

  /**
   * Computes the outputs of a block that is scored: without dropout, and with outputs that have
   * grown beyond float32, as those of exp do, at its ends.
   *
   * @param x the block, at most {@link #maximumRows()} rows; not modified
   * @param parameters the flat vector; not modified
   */
  public void score(Rows64 x, double[] parameters) {
    forward(x, parameters);
    double[] a = output();
    int n = x.rows() * layers.get(layers.size() - 1).outputs();
    for (int i = 0; i < n; i++) {
      a[i] = (double) Math.max(-LARGEST_OUTPUT, Math.min(LARGEST_OUTPUT, a[i]));
    }
  }

  /**
   * Computes the outputs of a block, with dropout if there is any.
   *
   * @param x the block, at most {@link #maximumRows()} rows; not modified
   * @param parameters the flat vector; not modified
   * @param keys of {@link Dropout#key}, one for each row
   */
  public void forward(Rows64 x, double[] parameters, long[] keys) {
    dropping = !dropout.isNone();
    run(x, parameters, keys);
  }

  private void run(Rows64 x, double[] parameters, long[] keys) {
    int rows = x.rows();
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      double[] z = preActivations[l];
      Tensor w = weights[l];
      if (l == 0) {
        x.times(products, parameters, w.offset(), layer.outputs(), z);
      } else {
        multiply.multiply(
            false,
            false,
            rows,
            layer.outputs(),
            layer.inputs(),
            passedOn(l - 1),
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
      if (dropping && l < layers.size() - 1) {
        drop(l, rows, layer.outputs(), keys);
      }
    }
  }

  /** What a layer's units give to the next layer. */
  private double[] passedOn(int l) {
    return dropping ? kept[l] : activations[l];
  }

  private void drop(int l, int rows, int columns, long[] keys) {
    double[] factors = keptFactors[l];
    double factor = (double) dropout.factor();
    int threshold = dropout.threshold();
    for (int i = 0; i < rows; i++) {
      long key = Mix.mix(keys[i], l);
      int start = i * columns;
      int whole = columns & ~3;
      for (int j = 0; j < whole; j += 4) { // four units a draw
        long bits = Mix.at(key, j);
        factors[start + j] = (bits & 0xFFFF) < threshold ? 0 : factor;
        factors[start + j + 1] = (bits >>> 16 & 0xFFFF) < threshold ? 0 : factor;
        factors[start + j + 2] = (bits >>> 32 & 0xFFFF) < threshold ? 0 : factor;
        factors[start + j + 3] = (bits >>> 48) < threshold ? 0 : factor;
      }
      for (int j = whole; j < columns; j++) {
        factors[start + j] = (Mix.at(key, j) & 0xFFFF) < threshold ? 0 : factor;
      }
    }
    Elementwise64.product(activations[l], factors, kept[l], rows * columns);
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
        x.transposeTimes(products, delta, outputs, gradient, offset);
        return;
      }
      double[] below = passedOn(l - 1);
      multiply.multiply(
          true, false, inputs, outputs, rows, below, 0, delta, 0, 0, gradient, offset);
      multiply.multiply(
          false, true, rows, inputs, outputs, delta, 0, parameters, offset, 0, next, 0);
      if (dropping) {
        Elementwise64.product(next, keptFactors[l - 1], next, rows * inputs);
      }
      layers
          .get(l - 1)
          .activation()
          .backward(preActivations[l - 1], activations[l - 1], next, rows, inputs);
      double[] free = delta;
      delta = next;
      next = free;
    }
  }

  /**
   * The share of each layer's units that are dead or saturated on the block that {@link #forward}
   * has seen: on none of its rows the activation's derivative is at least a twentieth of the
   * greatest that it can be. 0 for an output layer with softmax or exp.
   */
  public /* wide */ double[] idleUnits(int rows) {
    /* wide */ double[] shares = new /* wide */ double[layers.size()];
    double[] derivative = deltas[0];
    for (int l = 0; l < shares.length; l++) {
      Activation activation = layers.get(l).activation();
      int units = layers.get(l).outputs();
      if (!activation.forHiddenLayers()) {
        continue;
      }
      Arrays.fill(derivative, 0, rows * units, 1);
      activation.backward(preActivations[l], activations[l], derivative, rows, units);
      shares[l] = idle(derivative, rows, units, activation.greatestDerivative() / 20) / units;
    }
    return shares;
  }

  private static /* wide */ double idle(
      double[] derivative, int rows, int units, /* wide */ double least) {
    int idle = 0;
    for (int u = 0; u < units; u++) {
      boolean moves = false;
      for (int i = 0; i < rows && !moves; i++) {
        moves = Math.abs(derivative[i * units + u]) >= least;
      }
      idle += moves ? 0 : 1;
    }
    return idle;
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
