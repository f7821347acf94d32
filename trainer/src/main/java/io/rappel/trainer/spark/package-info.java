/**
 * Training on Apache Spark: {@link io.rappel.trainer.spark.SparkTraining} runs units of work where
 * the shards are ({@link io.rappel.trainer.spark.rows}), or on the driver's threads; {@link
 * io.rappel.trainer.spark.SparkScoring} evaluates models. All mathematics is elsewhere.
 */
package io.rappel.trainer.spark;
