package io.rappel.trainer.optim.schedule;

import io.rappel.trainer.optim.rule.Checks;
import io.rappel.trainer.optim.rule.Transform64;
import java.util.Map;

/**
 * The learning rate as a function of the step t, the number of updates made before (0 for the
 * first). Lengths are in steps, too. Cosines and powers are {@link StrictMath}'s, so that a rate
 * has the same bits on every processor.
 */
@FunctionalInterface
public interface Schedule {

  /** The learning rate of step t = 0, 1, …; finite and not negative. */
  double learningRate(long step);

  /**
   * Told at the end of each epoch how good the model is, for schedules that wait for a plateau;
   * others ignore it.
   *
   * @param loss the loss to be watched, of validation rows where there are some
   */
  default void observe(double loss) {}

  /**
   * What the schedule keeps between steps, as {@link Transform64#state()} does; nothing if it
   * depends on t alone.
   */
  default Map<String, double[]> state() {
    return Map.of();
  }

  /** η. */
  static Schedule constant(double rate) {
    Checks.positive("learning rate", rate);
    return step -> rate;
  }

  /**
   * η / (1 + t / h), which has fallen to a half after h steps. PyTorch: {@code LambdaLR} with this
   * function.
   *
   * @param halfLife h, above 0
   */
  static Schedule inverse(double rate, double halfLife) {
    Checks.positive("learning rate", rate);
    Checks.positive("steps of an inverse schedule", halfLife);
    return step -> rate / (1 + step / halfLife);
  }

  /**
   * η γ^⌊t / k⌋. PyTorch: {@code StepLR(step_size=k, gamma=γ)}.
   *
   * @param length k, at least 1
   * @param factor γ, above 0
   */
  static Schedule step(double rate, long length, double factor) {
    Checks.positive("learning rate", rate);
    Checks.steps("steps of a step schedule", length);
    Checks.positive("factor of a step schedule", factor);
    return step -> rate * StrictMath.pow(factor, step / length);
  }

  /**
   * η γᵗ. PyTorch: {@code ExponentialLR(gamma=γ)}.
   *
   * @param factor γ, above 0
   */
  static Schedule exponential(double rate, double factor) {
    Checks.positive("learning rate", rate);
    Checks.positive("factor of an exponential schedule", factor);
    return step -> rate * StrictMath.pow(factor, step);
  }

  /**
   * η₁ + (η − η₁) (1 + cos(π t / T)) / 2 up to step T, and η₁ from there on. PyTorch: {@code
   * CosineAnnealingLR(T_max=T, eta_min=η₁)}, which goes up again after T.
   *
   * @param last η₁, the rate at the end, not negative
   * @param length T, at least 1
   */
  static Schedule cosine(double rate, double last, long length) {
    Checks.positive("learning rate", rate);
    Checks.notNegative("last learning rate of a cosine schedule", last);
    Checks.steps("steps of a cosine schedule", length);
    return step -> {
      double phase = Math.PI * Math.min(step, length) / length;
      return last + (rate - last) * (1 + StrictMath.cos(phase)) / 2;
    };
  }

  /**
   * This schedule times min(1, (t + 1) / w): the rate rises linearly over the first w steps, and t
   * does not start again after them. PyTorch: a {@code ChainedScheduler} of {@code
   * LinearLR(start_factor=1/w, total_iters=w − 1)} and this schedule.
   *
   * @param steps w; 0 or 1 for no warm-up
   */
  default Schedule withWarmUp(long steps) {
    if (steps < 0) {
      throw new IllegalArgumentException(
          "the steps of the warm-up must be at least 0, but are " + steps);
    }
    return steps <= 1 ? this : new WarmUp(this, steps);
  }
}
