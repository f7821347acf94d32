/**
 * Sums that neither order nor grouping changes: {@link io.rappel.trainer.math.exact.ExactSum} of
 * any numbers, {@link io.rappel.trainer.math.exact.FixedPointSums} of columns of small ones.
 */
package io.rappel.trainer.math.exact;
