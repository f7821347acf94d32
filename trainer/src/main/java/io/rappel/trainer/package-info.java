/**
 * The training of feed-forward networks: what a run is told ({@link
 * io.rappel.trainer.config.TrainingConfig}), the loop ({@code Trainer}), what it reports ({@link
 * io.rappel.trainer.progress.TrainingListener}) and what it gives ({@link
 * io.rappel.trainer.TrainingResult}).
 */
package io.rappel.trainer;
