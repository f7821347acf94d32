package io.rappel.trainer.spark;

import io.rappel.trainer.TrainingControl;
import io.rappel.trainer.checkpoint.state.FinishedMembers;
import io.rappel.trainer.checkpoint.state.TrainingState;

/**
 * Controls one of several networks that are trained one after another: its states have those before
 * with them.
 *
 * @param last whether the run ends with it
 */
record MemberControl(TrainingControl control, FinishedMembers before, boolean last)
    implements TrainingControl {

  @Override
  public boolean wants(Moment moment, int epochs, long steps) {
    // Where another follows, the end is that of an epoch, which was offered.
    return (moment != Moment.END || last || isInterrupted())
        && control.wants(moment, before.epochs() + epochs, before.steps() + steps);
  }

  @Override
  public void take(TrainingState state) {
    control.take(state.after(before));
  }

  @Override
  public boolean isInterrupted() {
    return control.isInterrupted();
  }
}
