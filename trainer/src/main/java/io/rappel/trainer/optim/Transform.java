package io.rappel.trainer.optim;

import java.util.Map;

/**
 * One link of a chain that turns the gradient into a direction of ascent; {@link FirstOrder} then
 * goes against it. Clipping, momentum, Adam's scaling and weight decay are links, and named
 * optimizers are chains of them, as in optax.
 */
public interface Transform {

  /**
   * Rewrites the update in place.
   *
   * @param update what the links before this one made of the gradient, length n; modified
   * @param parameters the point, length n; not modified
   * @param step updates made before this one: 0 for the first
   */
  void apply(double[] update, double[] parameters, long step);

  /**
   * The vectors that this link keeps between steps, by their names. They are its own, not copies:
   * whoever holds the chain copies them out for a checkpoint and copies a checkpoint into them.
   */
  default Map<String, double[]> state() {
    return Map.of();
  }
}
