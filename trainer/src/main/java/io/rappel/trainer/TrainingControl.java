package io.rappel.trainer;

import io.rappel.trainer.checkpoint.RunFacts;
import io.rappel.trainer.checkpoint.state.TrainingState;

/**
 * Where a training begins, what becomes of its states on the way, and whether it has to end early.
 * Called on the training's own thread.
 */
public interface TrainingControl {

  /** A training from its beginning to its end. */
  TrainingControl NONE = new TrainingControl() {};

  /** Between which steps a state could be kept. */
  enum Moment {
    /** After a step that did not end its epoch or the run. */
    STEP,
    /** After an epoch. */
    EPOCH,
    /** After the last step of this run or, where it is interrupted, of this attempt. */
    END
  }

  /**
   * The state to go on from, or null: there is none. Asked once, when rows are packed and the
   * listeners have been told of the run.
   *
   * @param facts of this run
   */
  default TrainingState begin(RunFacts facts) {
    return null;
  }

  /** Whether the state of this moment is wanted. */
  default boolean wants(Moment moment, int epochs, long steps) {
    return false;
  }

  /** Takes a state that was wanted; its arrays are the run's own. */
  default void take(TrainingState state) {}

  /** Whether to end here, between two steps; once it is so, it stays so. */
  default boolean isInterrupted() {
    return false;
  }
}
