/**
 * Outputs as predictions, {@link io.rappel.trainer.objective.score.OutputDecoder}, and sums of
 * their metrics.
 */
package io.rappel.trainer.objective.score;
