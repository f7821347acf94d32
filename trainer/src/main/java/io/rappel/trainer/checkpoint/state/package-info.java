/**
 * What a run needs to go on between two steps, in memory: {@link
 * io.rappel.trainer.checkpoint.state.TrainingState}.
 */
package io.rappel.trainer.checkpoint.state;
