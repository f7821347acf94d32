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
   * Adds the penalty's gradient.
   *
   * @param parameters not modified
   * @param gradient added to
   * @return the penalty
   */
  double add(ParameterLayout layout, double[] parameters, double[] gradient) {
    if (l1 == 0 && l2 == 0) {
      return 0;
    }
    double sum = 0;
    for (Tensor tensor : layout.tensors()) {
      if (tensor.weight()) {
        int offset = tensor.offset();
        sum +=
            Chunks.sum(
                tensor.size(), (from, to) -> add(parameters, gradient, offset + from, offset + to));
      }
    }
    return sum;
  }

  private double add(double[] parameters, double[] gradient, int from, int to) {
    double squares = 0;
    double magnitudes = 0;
    for (int i = from; i < to; i++) {
      double w = parameters[i];
      squares += w * w;
      magnitudes += Math.abs(w);
      gradient[i] += l2 * w + l1 * Math.signum(w);
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
