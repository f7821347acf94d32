package io.rappel.trainer.optim;

import io.rappel.trainer.optim.rule.Adagrad;
import io.rappel.trainer.optim.rule.Adam;
import io.rappel.trainer.optim.rule.ClipByNorm;
import io.rappel.trainer.optim.rule.ClipByValue;
import io.rappel.trainer.optim.rule.DecoupledWeightDecay;
import io.rappel.trainer.optim.rule.Momentum;
import io.rappel.trainer.optim.rule.RmsProp;
import io.rappel.trainer.optim.rule.Slowed;
import io.rappel.trainer.optim.rule.Transform;
import java.util.ArrayList;
import java.util.List;
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

  private static final double MU = 0.9;

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
   * @throws IllegalArgumentException if there is a weight decay and this is not AdamW, or clipping
   *     and this is L-BFGS
   */
  public Optimizer create(int size, OptimizerSettings settings) {
    if (settings.weightDecay() > 0 && this != ADAMW) {
      throw new IllegalArgumentException("weight decay needs the optimizer adamw, not " + this);
    }
    if (this != LBFGS) {
      return new FirstOrder(size, settings.schedule(), chain(size, settings));
    }
    if (settings.clips()) {
      throw new IllegalArgumentException("gradients cannot be clipped with the optimizer lbfgs");
    }
    return new LimitedMemoryBfgs(size);
  }

  private List<Transform> chain(int size, OptimizerSettings settings) {
    List<Transform> chain = new ArrayList<>();
    if (settings.clipValue() > 0) {
      chain.add(new ClipByValue(settings.clipValue()));
    }
    if (settings.clipNorm() > 0) {
      chain.add(new ClipByNorm(settings.clipNorm()));
    }
    chain.addAll(rule(size, settings));
    if (settings.slowFactor() != 1 && !settings.slowed().isEmpty()) {
      chain.add(new Slowed(settings.slowFactor(), settings.slowed()));
    }
    return chain;
  }

  private List<Transform> rule(int size, OptimizerSettings settings) {
    return switch (this) {
      case GD -> List.of();
      case MOMENTUM -> List.of(new Momentum(size, MU, false));
      case NESTEROV -> List.of(new Momentum(size, MU, true));
      case ADAGRAD -> List.of(new Adagrad(size, 1e-10));
      case RMSPROP -> List.of(new RmsProp(size, 0.99, 1e-8));
      case ADAM -> List.of(adam(size));
      case ADAMW ->
          List.of(adam(size), new DecoupledWeightDecay(settings.weightDecay(), settings.decayed()));
      case LBFGS -> throw new IllegalStateException("L-BFGS is no chain of transforms");
    };
  }

  private static Transform adam(int size) {
    return new Adam(size, 0.9, 0.999, 1e-8);
  }

  /** The name on the command line and in files, such as {@code adamw}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
