/**
 * Losses: {@link io.rappel.trainer.loss.Loss} names them, {@link
 * io.rappel.trainer.loss.LossKernel64} computes value and derivative with respect to the output's
 * pre-activations. Regularization is not here: it is added once, on the driver, by {@code
 * objective}.
 */
package io.rappel.trainer.loss;
