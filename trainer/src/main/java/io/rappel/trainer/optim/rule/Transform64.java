package io.rappel.trainer.optim.rule;

import io.rappel.trainer.optim.FirstOrder64;
import java.util.Map;

/**
 * One link of a chain that turns the gradient into a direction of ascent; {@link FirstOrder64} then
 * goes against it. Clipping, momentum, Adam's scaling and weight decay are links, and named
 * optimizers are chains of them, as in optax. Numbers of a chain are of one precision: the float32
 * twin of each link is generated at build.
 */
public interface Transform64 {

  /**
   * Rewrites a part of the update in place. Parts are rewritten at the same time, each by one
   * thread.
   *
   * @param update what the links before this one made of the gradient, length n; its entries [from,
   *     to) are modified
   * @param parameters the point, length n; not modified
   * @param step updates made before this one: 0 for the first
   * @param from the first entry of the part
   * @param to the entry after its last
   */
  void apply(double[] update, double[] parameters, long step, int from, int to);

  /** Whether {@link #prepare} has to see the whole update before a part is rewritten. */
  default boolean seesWhole() {
    return false;
  }

  /**
   * Called before {@link #apply}, once a step, where this {@linkplain #seesWhole() sees} the whole
   * update.
   *
   * @param update what the links before this one made of the gradient; not modified
   */
  default void prepare(double[] update) {}

  /**
   * The vectors that this link keeps between steps, by their names. They are its own, not copies:
   * whoever holds the chain copies them out for a checkpoint and copies a checkpoint into them.
   */
  default Map<String, double[]> state() {
    return Map.of();
  }
}
