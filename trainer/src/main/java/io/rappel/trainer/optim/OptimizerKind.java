package io.rappel.trainer.optim;

import java.util.Locale;

/** The named update rules. */
public enum OptimizerKind {
  GD(0.1),
  MOMENTUM(0.01),
  ADAM(1e-3),
  LBFGS(1);

  private final double defaultLearningRate;

  OptimizerKind(double defaultLearningRate) {
    this.defaultLearningRate = defaultLearningRate;
  }

  /** The learning rate where none is given. */
  public double defaultLearningRate() {
    return defaultLearningRate;
  }

  /** The name on the command line and in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
