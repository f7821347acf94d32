package io.rappel.trainer.spark;

import io.rappel.trainer.checkpoint.state.FinishedMembers;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;

/**
 * Tells of one of several networks that are trained one after another: epochs, steps and time go on
 * from those before.
 *
 * @param before what was trained before
 * @param members of the run
 */
record MemberListener(TrainingListener listener, FinishedMembers before, int members)
    implements TrainingListener {

  /** The most epochs that so many members can make. */
  static int epochs(int members, int epochs) {
    return (int) Math.min(Integer.MAX_VALUE, (long) members * epochs);
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
    listener.epochEnded(
        new EpochReport(
            before.count() + 1,
            before.epochs() + epoch.epoch(),
            (int)
                Math.min(
                    Integer.MAX_VALUE,
                    (long) before.epochs() + epochs(members - before.count(), epoch.epochs())),
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
