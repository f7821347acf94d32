package io.rappel.trainer.optim.rule;

import java.util.Map;

/**
 * Adagrad (Duchi et al. 2011): s ← s + g², u = g / (√s + ε), as PyTorch's with {@code lr_decay} 0.
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class Adagrad64 implements Transform64 {

  private final double epsilon;
  private final double[] sumOfSquares;

  /**
   * Adagrad with s = 0.
   *
   * @param size length n of the parameters
   * @param epsilon ε, above 0
   */
  public Adagrad64(int size, /* wide */ double epsilon) {
    this.epsilon = (double) Checks.positive("epsilon", epsilon);
    this.sumOfSquares = new double[size];
  }

  @Override
  public void apply(double[] update, double[] parameters, long step, int from, int to) {
    for (int i = from; i < to; i++) {
      double s = sumOfSquares[i] + update[i] * update[i];
      sumOfSquares[i] = s;
      update[i] /= (double) Math.sqrt(s) + epsilon;
    }
  }

  @Override
  public Map<String, double[]> state() {
    return Map.of("adagrad.sumOfSquares", sumOfSquares);
  }
}
