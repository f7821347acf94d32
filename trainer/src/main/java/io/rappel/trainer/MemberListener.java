package io.rappel.trainer;

import io.rappel.trainer.checkpoint.FinishedMembers;

/**
 * Tells of one of several networks that are trained one after another: epochs, steps and time go on
 * from those before.
 */
public final class MemberListener implements TrainingListener {

  private final TrainingListener listener;
  private final FinishedMembers before;
  private final int members;

  /**
   * @param before what was trained before
   * @param members of the run
   */
  public MemberListener(TrainingListener listener, FinishedMembers before, int members) {
    this.listener = listener;
    this.before = before;
    this.members = members;
  }

  @Override
  public void stepped(StepReport step) {
    listener.stepped(
        new StepReport(
            before.epochs() + step.epoch(),
            before.steps() + step.step(),
            step.stepInEpoch(),
            step.stepsInEpoch(),
            step.loss(),
            step.dataLoss(),
            step.penalty(),
            step.stepSize(),
            step.gradientNorms(),
            before.seconds() + step.seconds()));
  }

  /** The most epochs that there can be are fewer, once a network has ended before its last. */
  @Override
  public void epochEnded(EpochReport epoch) {
    int left = members - before.count();
    listener.epochEnded(
        new EpochReport(
            before.count() + 1,
            before.epochs() + epoch.epoch(),
            before.epochs() + left * epoch.epochs(),
            before.steps() + epoch.steps(),
            epoch.loss(),
            epoch.dataLoss(),
            epoch.validationLoss(),
            epoch.validation(),
            epoch.training(),
            epoch.best(),
            epoch.gradientNorms(),
            epoch.idleUnits(),
            epoch.examplesPerSecond(),
            before.seconds() + epoch.seconds()));
  }
}
