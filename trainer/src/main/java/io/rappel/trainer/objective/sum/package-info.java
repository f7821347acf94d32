/**
 * Sums of gradients that are the same in every order: {@link
 * io.rappel.trainer.objective.sum.GradientSum} on the {@link io.rappel.trainer.objective.sum.Grid}
 * of a step.
 */
package io.rappel.trainer.objective.sum;
