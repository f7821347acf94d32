package io.rappel.trainer.optim.rule;

import io.rappel.trainer.math.Vectors64;

/**
 * Clips by the global norm: u ← u · min(1, c / (‖u‖₂ + 10⁻⁶)), the norm taken over all parameters,
 * as PyTorch's {@code clip_grad_norm_} (Pascanu et al. 2013).
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class ClipByNorm64 implements Transform64 {

  private static final /* wide */ double GUARD = 1e-6;

  private final /* wide */ double limit;
  private double factor;

  /**
   * A clip.
   *
   * @param limit c, above 0
   */
  public ClipByNorm64(/* wide */ double limit) {
    this.limit = Checks.positive("norm to clip at", limit);
  }

  @Override
  public boolean seesWhole() {
    return true;
  }

  @Override
  public void prepare(double[] update) {
    factor = (double) Math.min(1, limit / (Vectors64.norm(update) + GUARD));
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
