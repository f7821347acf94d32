package io.rappel.trainer.objective;

import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.network.ParameterLayout;

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

  /** The penalty at a point; the same bits as steps find there. */
  double at(ParameterLayout layout, double[] parameters) {
    return Chunks.sum(
        layout.size(), (from, to) -> PenaltyTerms64.at(this, layout, parameters, from, to));
  }

  /** Such as {@code L2 penalty 0.001}. */
  @Override
  public String toString() {
    String both = "L2 penalty " + l2;
    return l1 == 0 ? both : both + ", L1 penalty " + l1;
  }
}
