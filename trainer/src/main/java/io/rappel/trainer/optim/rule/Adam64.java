package io.rappel.trainer.optim.rule;

import java.util.Map;
import java.util.TreeMap;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², and with t
 * = 1 in the first step u = (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε). ε stands outside the root, as
 * in the paper and in PyTorch.
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class Adam64 implements Transform64 {

  private final /* wide */ double beta1;
  private final /* wide */ double beta2;
  private final double epsilon;
  private final double[] firstMoment;
  private final double[] secondMoment;

  /**
   * Adam with moments of 0.
   *
   * @param size length n of the parameters
   * @param beta1 decay β₁ of the mean of gradients, in [0, 1)
   * @param beta2 decay β₂ of the mean of their squares, in [0, 1)
   * @param epsilon ε, above 0
   */
  public Adam64(
      int size, /* wide */ double beta1, /* wide */ double beta2, /* wide */ double epsilon) {
    this.beta1 = Checks.fraction("first beta", beta1);
    this.beta2 = Checks.fraction("second beta", beta2);
    this.epsilon = (double) Checks.positive("epsilon", epsilon);
    this.firstMoment = new double[size];
    this.secondMoment = new double[size];
  }

  @Override
  public void apply(double[] update, double[] parameters, long step, int from, int to) {
    // StrictMath: the intrinsic pow of a JVM may differ in the last bit from processor to
    // processor.
    double firstCorrection = (double) (1 / (1 - StrictMath.pow(beta1, step + 1)));
    double secondCorrection = (double) (1 / Math.sqrt(1 - StrictMath.pow(beta2, step + 1)));
    double b1 = (double) beta1;
    double b2 = (double) beta2;
    double rest1 = (double) (1 - beta1);
    double rest2 = (double) (1 - beta2);
    for (int i = from; i < to; i++) {
      double g = update[i];
      double m = b1 * firstMoment[i] + rest1 * g;
      double v = b2 * secondMoment[i] + rest2 * g * g;
      firstMoment[i] = m;
      secondMoment[i] = v;
      update[i] = m * firstCorrection / ((double) Math.sqrt(v) * secondCorrection + epsilon);
    }
  }

  @Override
  public Map<String, double[]> state() {
    return new TreeMap<>(
        Map.of("adam.firstMoment", firstMoment, "adam.secondMoment", secondMoment));
  }
}
