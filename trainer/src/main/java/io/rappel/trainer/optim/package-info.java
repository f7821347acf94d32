/**
 * Update rules over one flat parameter vector: {@link io.rappel.trainer.optim.Optimizer} and the
 * small transforms of which the named rules are chains, and L-BFGS. Nothing here knows of layers,
 * data or Spark.
 */
package io.rappel.trainer.optim;
