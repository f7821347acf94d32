package io.rappel.trainer.objective;

import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import io.rappel.trainer.optim.Chunks;

/**
 * The penalty (l2 / 2) Σ W² + l1 Σ |W| on weights, never on biases. The subgradient of |W| at 0 is
 * 0.
 *
 * @param l1 from 0 on
 * @param l2 from 0 on
 */
public record Penalty(double l1, double l2) {

  /** No penalty. */
  public static Penalty none() {
    return new Penalty(0, 0);
  }

  /**
   * The gradient of the objective: the summed gradient over the weight, plus the penalty's.
   *
   * @param sums of the examples' gradients; may be longer than the layout
   * @param weight of the examples
   * @param parameters not modified
   * @param gradient receives it; may be the sums
   * @return the penalty
   */
  double complete(
      ParameterLayout layout,
      double[] sums,
      double weight,
      double[] parameters,
      double[] gradient) {
    double penalty = 0;
    for (Tensor tensor : layout.tensors()) {
      int offset = tensor.offset();
      penalty +=
          Chunks.sum(
              tensor.size(),
              (from, to) ->
                  tensor.weight() && l1 + l2 > 0
                      ? add(sums, weight, parameters, gradient, offset + from, offset + to)
                      : divide(sums, weight, gradient, offset + from, offset + to));
    }
    return penalty;
  }

  private static double divide(double[] sums, double weight, double[] gradient, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] = sums[i] / weight;
    }
    return 0;
  }

  private double add(
      double[] sums, double weight, double[] parameters, double[] gradient, int from, int to) {
    double squares = 0;
    double magnitudes = 0;
    for (int i = from; i < to; i++) {
      double w = parameters[i];
      squares += w * w;
      magnitudes += Math.abs(w);
      gradient[i] = sums[i] / weight + (l2 * w + l1 * Math.signum(w));
    }
    return l2 / 2 * squares + l1 * magnitudes;
  }

  /** Such as {@code L2 penalty 0.001}. */
  @Override
  public String toString() {
    String both = "L2 penalty " + l2;
    return l1 == 0 ? both : both + ", L1 penalty " + l1;
  }
}
