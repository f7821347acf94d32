package io.rappel.jobs.output;

import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;

/** Which steps of many are told of: each n-th, from the first on. */
public final class StepStride {

  private final long most;
  private final long maxSteps;
  private long stride = 1;

  /**
   * @param most about how many steps are told of, at the most
   * @param maxSteps after how many the run ends; 0: after its epochs
   */
  public StepStride(long most, long maxSteps) {
    this.most = most;
    this.maxSteps = maxSteps;
  }

  /** The run is about to begin, and to make so many steps. */
  public void started(RunDescription run) {
    long steps = (long) run.epochs() * Math.max(1, run.stepsPerEpoch());
    long expected = maxSteps > 0 ? Math.min(steps, maxSteps) : steps;
    stride = Math.max(1, (expected + most - 1) / most);
  }

  /** Whether it is told of a step. */
  public boolean takes(StepReport step) {
    return (step.step() - 1) % stride == 0;
  }
}
