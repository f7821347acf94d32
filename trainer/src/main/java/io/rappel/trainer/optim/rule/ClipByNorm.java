package io.rappel.trainer.optim.rule;

import io.rappel.trainer.math.Vectors;

/**
 * Clips by the global norm: u ← u · min(1, c / (‖u‖₂ + 10⁻⁶)), the norm taken over all parameters,
 * as PyTorch's {@code clip_grad_norm_} (Pascanu et al. 2013).
 */
public final class ClipByNorm implements Transform {

  private static final double GUARD = 1e-6;

  private final double limit;
  private double factor;

  /**
   * A clip.
   *
   * @param limit c, above 0
   */
  public ClipByNorm(double limit) {
    this.limit = Checks.positive("norm to clip at", limit);
  }

  @Override
  public boolean seesWhole() {
    return true;
  }

  @Override
  public void prepare(double[] update) {
    factor = Math.min(1, limit / (Vectors.norm(update) + GUARD));
  }

  @Override
  public void apply(double[] update, double[] parameters, long step, int from, int to) {
    if (factor < 1) {
      for (int i = from; i < to; i++) {
        update[i] *= factor;
      }
    }
  }
}
