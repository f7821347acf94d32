/**
 * What a run is told: {@link io.rappel.trainer.config.TrainingConfig} with its settings in groups,
 * and what the rows and the task fill in where it says nothing ({@link
 * io.rappel.trainer.config.Recipe}).
 */
package io.rappel.trainer.config;
