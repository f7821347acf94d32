package io.rappel.trainer.optim;

import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;

/**
 * A function at a point, with a gradient whose entries are made where they are needed, so that it
 * does not have to go through memory as a whole; the float32 twin is generated at build.
 *
 * @param evaluation the value but for what making the gradient adds; not finite where the gradient
 *     is not
 * @param gradient where it comes to lie, length n; to be modified by whoever asked for it
 * @param make makes some entries of the gradient, each of which is made once, perhaps by several
 *     threads at the same time; returns what these entries of the point add to the value
 */
public record Slope64(Evaluation evaluation, double[] gradient, Chunks.Term make) {

  /** Of a gradient that is there. */
  static Slope64 made(Evaluation found, double[] gradient) {
    return new Slope64(found, gradient, (from, to) -> 0);
  }
}
