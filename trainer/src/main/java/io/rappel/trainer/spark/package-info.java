/**
 * Training on Apache Spark: {@link io.rappel.trainer.spark.SparkTraining} divides the rows of an
 * RDD into shards by content, packs them, and runs units of work where the shards are, or on the
 * driver's threads; {@link io.rappel.trainer.spark.SparkScoring} evaluates models. All mathematics
 * is elsewhere.
 */
package io.rappel.trainer.spark;
