package io.rappel.trainer.objective;

import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Centring of sparse features by algebra. A centred row is x + c, with x sparse and c = −offset ·
 * factor, and never computed: (x + c) W + b = x W + (b + c W), so units see a first bias of b + c
 * W; and as ∂C/∂W = (x + c)ᵀ δ, the term c ⊗ Σ δ is added to the summed gradient, where Σ δ is the
 * gradient of that bias. Without centring, units see the network as it is.
 */
public final class Centering {

  private final Network network;
  private final Network unitNetwork;
  private final double[] shift;
  private final int[] shifted;

  private Centering(Network network, Network unitNetwork, double[] shift) {
    this.network = network;
    this.unitNetwork = unitNetwork;
    this.shift = shift;
    this.shifted = IntStream.range(0, shift.length).filter(j -> shift[j] != 0).toArray();
  }

  /** For rows that are stored as they enter the first layer. */
  public static Centering none(Network network) {
    return new Centering(network, network, new double[0]);
  }

  /** For sparse rows that are multiplied by the scaling's factor and not shifted. */
  public static Centering of(Network network, Scaling scaling) {
    if (!scaling.shifts()) {
      return none(network);
    }
    double[] shift = new double[scaling.columns()];
    Arrays.setAll(shift, j -> -scaling.offset(j) * scaling.factor(j));
    return new Centering(network, network.withFirstBias(), shift);
  }

  /** Whether units see the network and its parameters as they are. */
  public boolean isNone() {
    return shifted.length == 0;
  }

  /** The network as units see it. */
  public Network unitNetwork() {
    return unitNetwork;
  }

  /** Parameters as units see them; the same array without centring. */
  public double[] unitParameters(double[] parameters) {
    if (isNone()) {
      return parameters;
    }
    double[] unit = new double[unitNetwork.layout().size()];
    Tensor weight = weight();
    int rest = parameters.length - weight.end();
    System.arraycopy(parameters, 0, unit, 0, weight.end());
    System.arraycopy(parameters, weight.end(), unit, unit.length - rest, rest);
    int bias = firstBias();
    for (int j : shifted) {
      int row = weight.offset() + j * weight.columns();
      for (int u = 0; u < weight.columns(); u++) {
        unit[bias + u] += shift[j] * parameters[row + u];
      }
    }
    return unit;
  }

  /**
   * The gradient of the network, from that of the units' network.
   *
   * @param unitGradient by the units' layout
   * @return by the network's layout; the units' without centring
   */
  Entries64 gradient(Entries64 unitGradient) {
    if (isNone()) {
      return unitGradient;
    }
    double[] unit = new double[unitNetwork.layout().size()];
    Chunks.each(unit.length, (from, to) -> unitGradient.read(unit, from, to));
    Tensor weight = weight();
    int bias = firstBias();
    for (int j : shifted) {
      int row = weight.offset() + j * weight.columns();
      for (int u = 0; u < weight.columns(); u++) {
        unit[row + u] += shift[j] * unit[bias + u];
      }
    }
    int left = unit.length - network.layout().size();
    return (target, from, to) -> {
      int behind = Math.max(from, Math.min(to, weight.end()));
      System.arraycopy(unit, from, target, from, behind - from);
      System.arraycopy(unit, behind + left, target, behind, to - behind);
    };
  }

  private Tensor weight() {
    return network.layout().tensors().get(0);
  }

  private int firstBias() {
    return unitNetwork.layout().tensors().get(1).offset();
  }
}
