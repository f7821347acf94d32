package io.rappel.trainer.progress;

/**
 * Told of a training as it goes: progress, history, reports. Called on the training's own thread;
 * be quick.
 */
public interface TrainingListener {

  /** The data are packed and the first step is about to begin. */
  default void started(RunDescription run) {}

  /** A step was made. */
  default void stepped(StepReport step) {}

  /** An epoch has ended and its validation rows are scored. */
  default void epochEnded(EpochReport epoch) {}
}
