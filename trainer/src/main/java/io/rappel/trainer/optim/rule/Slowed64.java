package io.rappel.trainer.optim.rule;

import java.util.List;

/** A learning rate of their own for some entries: u ← f u. It follows the rule and the decay. */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class Slowed64 implements Transform64 {

  private final double factor;
  private final List<IndexRange> slowed;

  /**
   * A factor.
   *
   * @param factor f, above 0
   * @param slowed the entries it acts on
   */
  public Slowed64(/* wide */ double factor, List<IndexRange> slowed) {
    this.factor = (double) Checks.positive("factor of the learning rate", factor);
    this.slowed = List.copyOf(slowed);
  }

  @Override
  public void apply(double[] update, double[] parameters, long step, int from, int to) {
    for (IndexRange range : slowed) {
      int end = Math.min(to, range.to());
      for (int i = Math.max(from, range.from()); i < end; i++) {
        update[i] *= factor;
      }
    }
  }
}
