package io.rappel.trainer.optim;

import io.rappel.trainer.math.Precision;
import java.util.Locale;

/**
 * The optimizers by their names. All but L-BFGS are short chains of transforms, with PyTorch's
 * constants.
 */
public enum OptimizerKind {
  /** Gradient descent, u = g. */
  GD(0.1),
  /** The heavy ball, μ = 0.9. */
  MOMENTUM(0.01),
  /** Nesterov's momentum, μ = 0.9. */
  NESTEROV(0.01),
  /** Adagrad, ε = 10⁻¹⁰. */
  ADAGRAD(0.01),
  /** RMSprop, α = 0.99, ε = 10⁻⁸. */
  RMSPROP(1e-3),
  /** Adam, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
  ADAM(1e-3),
  /** Adam with decoupled weight decay. */
  ADAMW(1e-3),
  /** L-BFGS with a line search, for full batches of smooth functions. */
  LBFGS(1);

  static final double MU = 0.9;
  static final double ADAGRAD_EPSILON = 1e-10;
  static final double ALPHA = 0.99;
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  static final double EPSILON = 1e-8;

  private final double defaultLearningRate;

  OptimizerKind(double defaultLearningRate) {
    this.defaultLearningRate = defaultLearningRate;
  }

  /** The learning rate where none is given. */
  public double defaultLearningRate() {
    return defaultLearningRate;
  }

  /** How many vectors as long as the parameters the optimizer keeps, at the most. */
  public int vectors() {
    return switch (this) {
      case GD -> 1;
      case MOMENTUM, NESTEROV, ADAGRAD, RMSPROP -> 2;
      case ADAM, ADAMW -> 3;
      case LBFGS -> LimitedMemoryBfgs.VECTORS;
    };
  }

  /**
   * Makes an optimizer at step 0.
   *
   * @param size length n of the parameters
   * @param settings learning rate, clipping and decay; the chain is clip by value, clip by norm,
   *     rule, decay, slowing
   * @param precision in which parameters are moved; L-BFGS moves them in float64 alone
   * @throws IllegalArgumentException if there is a weight decay and this is not AdamW, or clipping
   *     and this is L-BFGS
   */
  public Optimizer create(int size, OptimizerSettings settings, Precision precision) {
    if (settings.weightDecay() > 0 && this != ADAMW) {
      throw new IllegalArgumentException("weight decay needs the optimizer adamw, not " + this);
    }
    if (this != LBFGS) {
      return precision == Precision.FLOAT32
          ? new FirstOrder32(size, settings.schedule(), Chain32.of(this, size, settings))
          : new FirstOrder64(size, settings.schedule(), Chain64.of(this, size, settings));
    }
    if (settings.clips()) {
      throw new IllegalArgumentException("gradients cannot be clipped with the optimizer lbfgs");
    }
    return new LimitedMemoryBfgs(size);
  }

  /** The name on the command line and in files, such as {@code adamw}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
