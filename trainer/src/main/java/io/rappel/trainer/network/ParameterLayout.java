package io.rappel.trainer.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each parameter of a {@link Network} lies in the one flat vector: layer by layer, W_l
 * [inputs × outputs] row-major and then b_l [outputs]. Optimizers, sums and checkpoints see only
 * the vector.
 */
public final class ParameterLayout {

  /**
   * One weight matrix or bias vector.
   *
   * @param name as in model files, {@code layers.0.weight}; note that files hold the transpose
   * @param offset index of the first entry in the flat vector
   * @param rows inputs of the layer; 1 for a bias
   * @param columns outputs of the layer
   * @param weight whether this is a weight matrix, which penalties act on, and not a bias
   */
  public record Tensor(String name, int offset, int rows, int columns, boolean weight) {

    /** Number of entries. */
    public int size() {
      return rows * columns;
    }

    /** Index after the last entry in the flat vector. */
    public int end() {
      return offset + size();
    }
  }

  private final List<Tensor> tensors;
  private final int size;

  ParameterLayout(List<Layer> layers) {
    List<Tensor> list = new ArrayList<>();
    long offset = 0;
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      long end =
          offset + (long) layer.inputs() * layer.outputs() + (layer.bias() ? layer.outputs() : 0);
      if (end > Integer.MAX_VALUE - 64) {
        throw new IllegalArgumentException(
            "the network has more than 2^31 parameters, which do not fit one vector");
      }
      Tensor weight =
          new Tensor(
              "layers." + l + ".weight", (int) offset, layer.inputs(), layer.outputs(), true);
      list.add(weight);
      if (layer.bias()) {
        list.add(new Tensor("layers." + l + ".bias", weight.end(), 1, layer.outputs(), false));
      }
      offset = end;
    }
    this.tensors = List.copyOf(list);
    this.size = (int) offset;
  }

  /** All tensors, in the order in which they lie. */
  public List<Tensor> tensors() {
    return tensors;
  }

  /** Length of the flat vector. */
  public int size() {
    return size;
  }

  /** The tensor of that name. */
  public Tensor tensor(String name) {
    return tensors.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no parameter " + name));
  }
}
