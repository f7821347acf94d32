package io.rappel.trainer.network;

import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Several networks of the same layers as a single one, whose outputs, before the last activation,
 * are the means of theirs: hidden layers stand side by side, with weights of 0 between units of
 * different members.
 *
 * @param member the layers of each
 * @param members how many there are, at least 1
 */
public record Average(Network member, int members) {

  /** The single network; the member itself where there is one. */
  public Network network() {
    if (members == 1) {
      return member;
    }
    List<Layer> layers = new ArrayList<>();
    List<Layer> of = member.layers();
    for (int l = 0; l < of.size(); l++) {
      Layer layer = of.get(l);
      layers.add(
          new Layer(
              layer.inputs() * (l == 0 ? 1 : members),
              layer.outputs() * (l == of.size() - 1 ? 1 : members),
              layer.bias(),
              layer.activation()));
    }
    return new Network(layers);
  }

  /**
   * The single network's parameters.
   *
   * @param parameters of each member
   */
  public double[] parameters(List<double[]> parameters) {
    if (members == 1) {
      return parameters.get(0);
    }
    Network whole = network();
    double[] merged = new double[whole.layout().size()];
    String last = "layers." + (member.layers().size() - 1) + ".";
    for (Tensor from : member.layout().tensors()) {
      Tensor to = whole.layout().tensor(from.name());
      double share = from.name().startsWith(last) ? 1.0 / members : 1;
      // Biases and the first layer have the rows of one member, the last layer its columns.
      int rowStep = to.rows() == from.rows() ? 0 : from.rows();
      int columnStep = to.columns() == from.columns() ? 0 : from.columns();
      for (int m = 0; m < members; m++) {
        double[] one = parameters.get(m);
        for (int i = 0; i < from.rows(); i++) {
          int at = to.offset() + (m * rowStep + i) * to.columns() + m * columnStep;
          for (int j = 0; j < from.columns(); j++) {
            merged[at + j] += share * one[from.offset() + i * from.columns() + j];
          }
        }
      }
    }
    return merged;
  }
}
