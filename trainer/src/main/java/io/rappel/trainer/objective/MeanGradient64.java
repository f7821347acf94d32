package io.rappel.trainer.objective;

import io.rappel.trainer.network.ParameterLayout;

/**
 * The gradient of an objective, made part by part: the summed gradient over the weight, plus the
 * penalty's. What it adds to the value is the penalty. The float32 twin is generated at build.
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class MeanGradient64 {

  private final Objective.Value value;
  private final Penalty penalty;
  private final ParameterLayout layout;
  private final Entries64 sums;
  private final double[] parameters;
  private final double[] gradient;

  /**
   * @param value without the penalty
   * @param sums of the examples' gradients
   * @param parameters the point
   * @param gradient where it comes to lie
   */
  MeanGradient64(
      Objective.Value value,
      Penalty penalty,
      ParameterLayout layout,
      Entries64 sums,
      double[] parameters,
      double[] gradient) {
    this.value = value;
    this.penalty = penalty;
    this.layout = layout;
    this.sums = sums;
    this.parameters = parameters;
    this.gradient = gradient;
  }

  /** The value without the penalty. */
  public Objective.Value value() {
    return value;
  }

  /** Where the gradient comes to lie; to be modified by whoever asked for it. */
  public double[] gradient() {
    return gradient;
  }

  /**
   * Makes the entries [from, to), each once. Threads may make different ones at the same time.
   *
   * @return the penalty on these entries of the point
   */
  public /* wide */ double make(int from, int to) {
    sums.read(gradient, from, to);
    double weight = (double) value.weight();
    for (int i = from; i < to; i++) {
      gradient[i] /= weight;
    }
    return PenaltyTerms64.addTo(gradient, penalty, layout, parameters, from, to);
  }
}
