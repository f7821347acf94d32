/**
 * Whether rows look like those that the champion was made from. A {@link
 * io.rappel.trainer.drift.DataManifest} says, with counts of rows in bins, what a model's rows and
 * its predictions of them looked like; {@link io.rappel.trainer.drift.DataCounter} counts while
 * rows are scored, {@link io.rappel.trainer.drift.DataChecks} compares. Counts are whole numbers,
 * so that neither order nor partitions matter. The package stands below {@code model}, reads and
 * writes nothing and knows no Spark.
 */
package io.rappel.trainer.drift;
