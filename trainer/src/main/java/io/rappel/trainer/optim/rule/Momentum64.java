package io.rappel.trainer.optim.rule;

import java.util.Map;

/**
 * The heavy ball, v ← μ v + g, with u = v, or Nesterov's, u = g + μ v with the new v. As PyTorch's
 * SGD with dampening 0, where the learning rate multiplies u and not g (Sutskever et al. 2013 and
 * Polyak have it inside v).
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class Momentum64 implements Transform64 {

  private final double momentum;
  private final boolean nesterov;
  private final double[] velocity;

  /**
   * Momentum at rest.
   *
   * @param size length n of the parameters
   * @param momentum μ, in [0, 1)
   * @param nesterov whether to look ahead
   */
  public Momentum64(int size, /* wide */ double momentum, boolean nesterov) {
    this.momentum = (double) Checks.fraction("momentum", momentum);
    this.nesterov = nesterov;
    this.velocity = new double[size];
  }

  @Override
  public void apply(double[] update, double[] parameters, long step, int from, int to) {
    for (int i = from; i < to; i++) {
      double v = momentum * velocity[i] + update[i];
      velocity[i] = v;
      update[i] = nesterov ? update[i] + momentum * v : v;
    }
  }

  @Override
  public Map<String, double[]> state() {
    return Map.of("momentum.velocity", velocity);
  }
}
