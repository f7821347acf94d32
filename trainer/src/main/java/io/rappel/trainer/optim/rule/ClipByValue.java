package io.rappel.trainer.optim.rule;

/** Clips each entry to [−c, c], as PyTorch's {@code clip_grad_value_}. */
public final class ClipByValue implements Transform {

  private final double limit;

  /**
   * A clip.
   *
   * @param limit c, above 0
   */
  public ClipByValue(double limit) {
    this.limit = Checks.positive("value to clip at", limit);
  }

  @Override
  public void apply(double[] update, double[] parameters, long step, int from, int to) {
    for (int i = from; i < to; i++) {
      update[i] = Math.max(-limit, Math.min(limit, update[i]));
    }
  }
}
