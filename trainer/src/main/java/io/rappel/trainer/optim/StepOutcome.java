package io.rappel.trainer.optim;

/**
 * What a step of an {@link Optimizer} did.
 *
 * @param kind whether the parameters moved
 * @param value the function at the parameters before the step
 * @param stepSize the learning rate, or the length along the search direction, that was applied
 * @param evaluations how often the function was evaluated
 */
public record StepOutcome(Kind kind, double value, double stepSize, int evaluations) {

  /** How a step ended. */
  public enum Kind {
    /** The parameters moved. */
    MOVED,
    /** The batch carried no weight; nothing happened. */
    SKIPPED,
    /** The line search found no lower point: the run can go no further. */
    STALLED,
    /** Value or gradient at the parameters is not finite: the run has diverged. */
    DIVERGED
  }
}
