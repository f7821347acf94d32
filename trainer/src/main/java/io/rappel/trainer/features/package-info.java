/**
 * What columns of a table become on their way into a network: {@link
 * io.rappel.trainer.features.FeatureSpec} says what a column is, {@link
 * io.rappel.trainer.features.Feature} what was learned of it from the rows to train on, {@link
 * io.rappel.trainer.features.FeatureEncoder} makes inputs of it. Everything that is learned is an
 * exact, order-free statistic.
 */
package io.rappel.trainer.features;
