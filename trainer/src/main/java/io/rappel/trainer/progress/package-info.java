/**
 * What a run reports: to a {@link io.rappel.trainer.progress.TrainingListener} as it goes, and what
 * went wrong in it, in words ({@link io.rappel.trainer.progress.Diagnosis}).
 */
package io.rappel.trainer.progress;
