package io.rappel.trainer.optim;

import io.rappel.trainer.optim.LineFunction.Trial;
import java.util.Optional;

/**
 * Line search for the strong Wolfe conditions φ(t) ≤ φ(0) + c₁ t φ'(0) and |φ'(t)| ≤ c₂ |φ'(0)|,
 * with c₁ = 10⁻⁴ and c₂ = 0.9 (Nocedal and Wright 2006, algorithms 3.5 and 3.6, with cubic
 * interpolation, eq. 3.59, and safeguards).
 *
 * <p>Departures: a trial that is not finite counts as too far. A search that runs out of
 * evaluations, as at the kink of a piecewise smooth function, where no point may have both
 * conditions, gives the lowest point that has the first one; so does a search whose interval has
 * become so short that rounding would hide the descent.
 */
final class StrongWolfeSearch {

  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final int MOST_EVALUATIONS = 25;
  private static final double LONGEST_GROWTH = 10;
  private static final double MARGIN = 0.1;
  private static final double SLOW_SHRINKING = 2.0 / 3;

  private final LineFunction line;
  private final Trial start;

  private StrongWolfeSearch(LineFunction line) {
    this.line = line;
    this.start = line.start();
  }

  /**
   * Searches along a ray.
   *
   * @param line the function along the ray
   * @param firstStep the first t to try, above 0
   * @return the accepted point, or nothing if the ray does not descend or no lower point was found
   */
  static Optional<Trial> search(LineFunction line, double firstStep) {
    if (!(line.start().slope() < 0)) {
      return Optional.empty();
    }
    return new StrongWolfeSearch(line).bracket(firstStep).filter(trial -> trial.step() > 0);
  }

  /** Algorithm 3.5: steps out until an interval holds an acceptable point. */
  private Optional<Trial> bracket(double firstStep) {
    Trial previous = start;
    Trial current = line.at(firstStep);
    while (true) {
      if (tooFar(current) || current.value() >= previous.value()) {
        return zoom(previous, current);
      }
      if (flat(current) || exhausted()) {
        return Optional.of(current);
      }
      if (current.slope() >= 0) {
        return zoom(current, previous);
      }
      double next = stepOut(previous, current);
      previous = current;
      current = line.at(next);
    }
  }

  /**
   * Algorithm 3.6: low is the lowest point with sufficient decrease so far, and its slope points
   * towards high.
   */
  private Optional<Trial> zoom(Trial low, Trial high) {
    double lastLength = Double.POSITIVE_INFINITY;
    double length = Math.abs(high.step() - low.step());
    while (!exhausted() && discernible(length)) {
      Trial trial = line.at(stepWithin(low, high, length > SLOW_SHRINKING * lastLength));
      lastLength = length;
      if (tooFar(trial) || trial.value() >= low.value()) {
        high = trial;
      } else if (flat(trial)) {
        return Optional.of(trial);
      } else {
        if (trial.slope() * (high.step() - low.step()) >= 0) {
          high = low;
        }
        low = trial;
      }
      length = Math.abs(high.step() - low.step());
    }
    return Optional.of(low);
  }

  /**
   * Whether what the slope promises over such a length would show in the value, rounded as it is.
   */
  private boolean discernible(double length) {
    return -start.slope() * length > Math.ulp(start.value());
  }

  private boolean tooFar(Trial trial) {
    return !(trial.value() <= start.value() + DECREASE * trial.step() * start.slope());
  }

  private boolean flat(Trial trial) {
    return Math.abs(trial.slope()) <= -CURVATURE * start.slope();
  }

  private boolean exhausted() {
    return line.evaluations() >= MOST_EVALUATIONS;
  }

  /**
   * The next t beyond the current one: where the cubic has its minimum, but neither too near nor
   * too far.
   */
  private static double stepOut(Trial previous, Trial current) {
    double nearest = current.step() + MARGIN * (current.step() - previous.step());
    double farthest = LONGEST_GROWTH * current.step();
    double step = cubicMinimum(previous, current);
    return step >= current.step() ? Math.min(farthest, Math.max(nearest, step)) : farthest;
  }

  /**
   * The next t within the interval, away from its ends; the middle if the interval shrinks too
   * slowly.
   */
  private static double stepWithin(Trial low, Trial high, boolean slow) {
    double width = high.step() - low.step();
    if (!high.finite()) {
      return low.step() + MARGIN * width;
    }
    double share = (cubicMinimum(low, high) - low.step()) / width;
    if (slow || Double.isNaN(share)) {
      return low.step() + width / 2;
    }
    return low.step() + Math.min(1 - MARGIN, Math.max(MARGIN, share)) * width;
  }

  /**
   * The minimum of the cubic with the values and slopes of both trials, or NaN if it has none (eq.
   * 3.59).
   */
  private static double cubicMinimum(Trial a, Trial b) {
    double width = b.step() - a.step();
    double d1 = a.slope() + b.slope() - 3 * (b.value() - a.value()) / width;
    double root = Math.copySign(Math.sqrt(d1 * d1 - a.slope() * b.slope()), width);
    return b.step() - width * (b.slope() + root - d1) / (b.slope() - a.slope() + 2 * root);
  }
}
