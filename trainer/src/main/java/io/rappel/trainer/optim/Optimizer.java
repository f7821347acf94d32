package io.rappel.trainer.optim;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.schedule.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Moves a flat parameter vector downhill, one step at a time. Its state (moments, curvature pairs,
 * step count) is explicit and can be taken out and put back, so that a run can be resumed with the
 * same bits.
 */
public interface Optimizer {

  /**
   * Makes one step: evaluates the function, at the parameters and, for a line search, at trial
   * points, and adds the update to the parameters.
   *
   * @param function what to minimise in this step; evaluated at least once
   * @param point updated in place; unchanged where the step is empty or no descent was possible
   */
  StepOutcome step(DifferentiableFunction function, Point point);

  /** As {@link #step(DifferentiableFunction, Point)}, from a point that is updated in place. */
  default StepOutcome step(DifferentiableFunction function, double[] parameters) {
    Point point = Point.of(parameters, precision());
    StepOutcome outcome = step(function, point);
    point.wide();
    return outcome;
  }

  /** In which precision points are moved and state is kept. */
  Precision precision();

  /**
   * Told at the end of each epoch how good the model is, for {@linkplain Schedule#observe schedules
   * that wait for a plateau}.
   */
  default void observe(double loss) {}

  /** Takes the state out; arrays are copies. */
  default OptimizerState state() {
    Map<String, double[]> copies = new LinkedHashMap<>();
    OptimizerState current = view();
    current.arrays().forEach((name, vector) -> copies.put(name, vector.clone()));
    return new OptimizerState(current.steps(), copies);
  }

  /**
   * The state as it is: arrays are the optimizer's own, which the next step changes and nobody else
   * may.
   */
  OptimizerState view();

  /**
   * Puts a state back that {@link #state()} of an optimizer with the same settings gave.
   *
   * @throws IllegalArgumentException if the state does not fit
   */
  void restore(OptimizerState state);
}
