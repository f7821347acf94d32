/**
 * Rows on their way to the units of work: {@link io.rappel.trainer.spark.rows.ShardedRows} by
 * content, {@link io.rappel.trainer.spark.rows.PackedRows} encoded, where they stay over a run, and
 * all that a training has of them, {@link io.rappel.trainer.spark.rows.PreparedData}.
 */
package io.rappel.trainer.spark.rows;
