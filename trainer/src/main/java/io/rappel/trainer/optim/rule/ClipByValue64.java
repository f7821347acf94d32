package io.rappel.trainer.optim.rule;

/** Clips each entry to [−c, c], as PyTorch's {@code clip_grad_value_}. */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class ClipByValue64 implements Transform64 {

  private final double limit;

  /**
   * A clip.
   *
   * @param limit c, above 0
   */
  public ClipByValue64(/* wide */ double limit) {
    this.limit = (double) Checks.positive("value to clip at", limit);
  }

  @Override
  public void apply(double[] update, double[] parameters, long step, int from, int to) {
    for (int i = from; i < to; i++) {
      update[i] = Math.max(-limit, Math.min(limit, update[i]));
    }
  }
}
