package io.rappel.trainer.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of dense layers, from the features to the outputs. The description alone; parameters live
 * elsewhere.
 */
public final class Network implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Up to this width, blocks of 1,024 rows are as long as they are meant to be. */
  private static final int BLOCK_NUMBERS = 1 << 23;

  /** Some libraries give a row other bits in blocks of fewer rows. */
  private static final int FEWEST_ROWS = 8;

  private final ArrayList<LayerSpec> specs = new ArrayList<>();
  private transient List<Layer> layers;
  private transient ParameterLayout layout;

  /** A layer as it is serialized within closures: records of ours are not, under Kryo. */
  private record LayerSpec(int inputs, int outputs, boolean bias, Activation activation)
      implements Serializable {}

  /**
   * @param layers at least one, each as wide at its inputs as the one before at its outputs;
   *     softmax and exp in the last alone
   */
  public Network(List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      if (l > 0 && layers.get(l - 1).outputs() != layer.inputs()) {
        throw new IllegalArgumentException(
            "layer %d takes %d inputs, but layer %d has %d outputs"
                .formatted(l, layer.inputs(), l - 1, layers.get(l - 1).outputs()));
      }
      if (!layer.activation().forHiddenLayers() && l < layers.size() - 1) {
        throw new IllegalArgumentException(
            layer.activation() + " is for the output layer, not for layer " + l);
      }
      specs.add(new LayerSpec(layer.inputs(), layer.outputs(), layer.bias(), layer.activation()));
    }
    layout();
  }

  /** A network with equal activations and biases on its hidden layers. */
  public static Network of(
      int inputs,
      int[] hidden,
      int outputs,
      boolean bias,
      Activation activation,
      Activation output) {
    List<Layer> layers = new ArrayList<>();
    int width = inputs;
    for (int units : hidden) {
      layers.add(new Layer(width, units, bias, activation));
      width = units;
    }
    layers.add(new Layer(width, outputs, bias, output));
    return new Network(layers);
  }

  /** The layers, from the input on. */
  public List<Layer> layers() {
    if (layers == null) {
      layers =
          specs.stream().map(s -> new Layer(s.inputs, s.outputs, s.bias, s.activation)).toList();
    }
    return layers;
  }

  /** Number of features. */
  public int inputs() {
    return specs.get(0).inputs;
  }

  /** Number of outputs. */
  public int outputs() {
    return specs.get(specs.size() - 1).outputs;
  }

  /** The activation of the last layer. */
  public Activation outputActivation() {
    return specs.get(specs.size() - 1).activation;
  }

  /** Where the parameters lie in the flat vector. */
  public ParameterLayout layout() {
    if (layout == null) {
      layout = new ParameterLayout(layers());
    }
    return layout;
  }

  /**
   * How many rows a block has: as many as are meant, or a power of two below it where a layer is so
   * wide that its outputs for all of them would take much memory. Depends on the network alone.
   */
  public int blockRows(int meant) {
    int widest = specs.stream().mapToInt(LayerSpec::outputs).max().orElseThrow();
    return Math.min(meant, Math.max(FEWEST_ROWS, Integer.highestOneBit(BLOCK_NUMBERS / widest)));
  }

  /** The same network with a bias on its first layer. */
  public Network withFirstBias() {
    List<Layer> changed = new ArrayList<>(layers());
    Layer first = changed.get(0);
    changed.set(0, new Layer(first.inputs(), first.outputs(), true, first.activation()));
    return new Network(changed);
  }

  /** Widths and activations, such as {@code 784-256 relu-10 softmax}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(inputs());
    for (Layer layer : layers()) {
      text.append('-').append(layer.outputs()).append(' ').append(layer.activation());
    }
    return text.toString();
  }
}
