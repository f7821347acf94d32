package io.rappel.trainer.objective;

import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;

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
   * @param sums of the examples' gradients
   * @param weight of the examples
   * @param parameters not modified
   * @param gradient receives it
   * @return the penalty; not finite where a weight is not
   */
  double complete(
      ParameterLayout layout, Entries sums, double weight, double[] parameters, double[] gradient) {
    double penalty = 0;
    for (Tensor tensor : layout.tensors()) {
      int offset = tensor.offset();
      penalty +=
          Chunks.sum(
              tensor.size(),
              (start, end) -> {
                int from = offset + start;
                int to = offset + end;
                sums.read(gradient, from, to);
                divide(gradient, weight, from, to);
                return tensor.weight() ? addTo(gradient, parameters, from, to) : 0;
              });
    }
    return penalty;
  }

  /** The penalty at a point; the same bits as {@link #complete} gives there. */
  double at(ParameterLayout layout, double[] parameters) {
    double penalty = 0;
    for (Tensor tensor : layout.tensors()) {
      int offset = tensor.offset();
      if (tensor.weight()) {
        penalty +=
            Chunks.sum(tensor.size(), (start, end) -> on(parameters, offset + start, offset + end));
      }
    }
    return penalty;
  }

  private static void divide(double[] gradient, double weight, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] /= weight;
    }
  }

  private double addTo(double[] gradient, double[] parameters, int from, int to) {
    if (l2 > 0) {
      for (int i = from; i < to; i++) {
        gradient[i] += l2 * parameters[i];
      }
    }
    if (l1 > 0) {
      for (int i = from; i < to; i++) {
        gradient[i] += l1 * Math.signum(parameters[i]);
      }
    }
    return on(parameters, from, to);
  }

  /** The penalty on the weights [from, to). */
  private double on(double[] parameters, int from, int to) {
    double penalty = l2 > 0 ? l2 / 2 * Chunks.dot(parameters, parameters, from, to) : 0;
    if (l1 > 0) {
      double magnitudes = 0;
      for (int i = from; i < to; i++) {
        magnitudes += Math.abs(parameters[i]);
      }
      penalty += l1 * magnitudes;
    }
    return penalty;
  }

  /** Such as {@code L2 penalty 0.001}. */
  @Override
  public String toString() {
    String both = "L2 penalty " + l2;
    return l1 == 0 ? both : both + ", L1 penalty " + l1;
  }
}
