package io.rappel.trainer.optim.rule;

import java.util.List;

/**
 * Weight decay apart from the gradient (Loshchilov and Hutter 2019): u ← u + λ p on some entries.
 * As the learning rate multiplies u, those shrink to p (1 − η λ) besides the step, which is
 * PyTorch's AdamW when this follows {@link Adam64}.
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class DecoupledWeightDecay64 implements Transform64 {

  private final double decay;
  private final List<IndexRange> decayed;

  /**
   * A decay.
   *
   * @param decay λ, not negative
   * @param decayed the entries it acts on: weights, but not biases
   */
  public DecoupledWeightDecay64(/* wide */ double decay, List<IndexRange> decayed) {
    this.decay = (double) Checks.notNegative("weight decay", decay);
    this.decayed = List.copyOf(decayed);
  }

  @Override
  public void apply(double[] update, double[] parameters, long step, int from, int to) {
    for (IndexRange range : decayed) {
      int end = Math.min(to, range.to());
      for (int i = Math.max(from, range.from()); i < end; i++) {
        update[i] += decay * parameters[i];
      }
    }
  }
}
