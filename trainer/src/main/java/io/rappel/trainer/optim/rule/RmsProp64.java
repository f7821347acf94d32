package io.rappel.trainer.optim.rule;

import java.util.Map;

/**
 * RMSprop (Hinton 2012, lecture 6e): s ← α s + (1 − α) g², u = g / (√s + ε), as PyTorch's, neither
 * centred nor with momentum.
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class RmsProp64 implements Transform64 {

  private final double decay;
  private final double rest;
  private final double epsilon;
  private final double[] meanSquare;

  /**
   * RMSprop with s = 0.
   *
   * @param size length n of the parameters
   * @param decay α, in [0, 1)
   * @param epsilon ε, above 0
   */
  public RmsProp64(int size, /* wide */ double decay, /* wide */ double epsilon) {
    this.decay = (double) Checks.fraction("decay of squares", decay);
    this.rest = (double) (1 - decay);
    this.epsilon = (double) Checks.positive("epsilon", epsilon);
    this.meanSquare = new double[size];
  }

  @Override
  public void apply(double[] update, double[] parameters, long step, int from, int to) {
    for (int i = from; i < to; i++) {
      double s = decay * meanSquare[i] + rest * update[i] * update[i];
      meanSquare[i] = s;
      update[i] /= (double) Math.sqrt(s) + epsilon;
    }
  }

  @Override
  public Map<String, double[]> state() {
    return Map.of("rmsprop.meanSquare", meanSquare);
  }
}
