/**
 * Training states that are complete or invisible. A {@link
 * io.rappel.trainer.checkpoint.state.TrainingState} is all that a run needs to go on between two
 * steps; {@link io.rappel.trainer.checkpoint.Checkpoints} writes them into a {@link
 * io.rappel.trainer.checkpoint.CheckpointFolder} and finds the newest that is whole.
 */
package io.rappel.trainer.checkpoint;
