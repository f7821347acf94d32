/**
 * Metrics of predictions as sums that are merged: {@link
 * io.rappel.trainer.metrics.ClassificationSums} and {@link
 * io.rappel.trainer.metrics.RegressionSums}. Every sum is exact ({@link
 * io.rappel.trainer.math.exact.ExactSum}), so that neither the order nor the partition of the rows
 * changes a bit of the result. Weights of examples act as scikit-learn's {@code sample_weight}.
 */
package io.rappel.trainer.metrics;
