package io.rappel.trainer.optim.rule;

import java.util.List;

/** A learning rate of their own for some entries: u ← f u. It follows the rule and the decay. */
public final class Slowed implements Transform {

  private final double factor;
  private final List<IndexRange> slowed;

  /**
   * A factor.
   *
   * @param factor f, above 0
   * @param slowed the entries it acts on
   */
  public Slowed(double factor, List<IndexRange> slowed) {
    this.factor = Checks.positive("factor of the learning rate", factor);
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
