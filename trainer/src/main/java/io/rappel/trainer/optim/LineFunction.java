package io.rappel.trainer.optim;

import io.rappel.trainer.math.Vectors64;
import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;

/**
 * A function along a ray, φ(t) = f(x + t d), with φ'(t) = ∇f(x + t d)ᵀ d. Counts its evaluations.
 */
final class LineFunction {

  /**
   * A point of the ray. One where f or its gradient is not finite has value +∞ and slope NaN:
   * whatever happens there, it is too far.
   *
   * @param step t
   * @param value φ(t)
   * @param slope φ'(t)
   * @param point x + t d
   * @param gradient ∇f there
   */
  record Trial(double step, double value, double slope, double[] point, double[] gradient) {

    boolean finite() {
      return value < Double.POSITIVE_INFINITY;
    }
  }

  private final DifferentiableFunction function;
  private final Trial start;
  private final double[] direction;
  private int evaluations;

  /**
   * The ray from a point.
   *
   * @param point x, not modified
   * @param value f(x), finite
   * @param gradient ∇f(x), finite, not modified
   * @param direction d, not modified
   */
  LineFunction(
      DifferentiableFunction function,
      double[] point,
      double value,
      double[] gradient,
      double[] direction) {
    this.function = function;
    this.direction = direction;
    this.start = new Trial(0, value, Vectors64.dot(gradient, direction), point, gradient);
  }

  /** t = 0. */
  Trial start() {
    return start;
  }

  /** Evaluates f at x + t d. */
  Trial at(double step) {
    double[] point = start.point.clone();
    Vectors64.addScaled(point, step, direction);
    double[] gradient = new double[point.length];
    Evaluation evaluation = function.evaluate(point, gradient);
    evaluations++;
    double slope = Vectors64.dot(gradient, direction);
    boolean finite =
        !evaluation.empty() && Double.isFinite(evaluation.value()) && Double.isFinite(slope);
    return finite
        ? new Trial(step, evaluation.value(), slope, point, gradient)
        : new Trial(step, Double.POSITIVE_INFINITY, Double.NaN, point, gradient);
  }

  /** How often f was evaluated, the start excluded. */
  int evaluations() {
    return evaluations;
  }
}
