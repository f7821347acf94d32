package io.rappel.jobs.watch;

import io.rappel.trainer.RunDescription;
import io.rappel.trainer.StepReport;

/** Which steps of many are told of. */
final class Stride {

  private final long most;
  private long stride = 1;

  /**
   * @param most about how many steps are told of, at the most
   */
  Stride(long most) {
    this.most = most;
  }

  void started(RunDescription run) {
    long steps = (long) run.epochs() * Math.max(1, run.stepsPerEpoch());
    stride = Math.max(1, (steps + most - 1) / most);
  }

  boolean takes(StepReport step) {
    return (step.step() - 1) % stride == 0;
  }
}
