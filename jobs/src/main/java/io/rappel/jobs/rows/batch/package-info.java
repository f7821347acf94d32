/**
 * How cells become {@link io.rappel.trainer.data.RowBatch}es: {@link
 * io.rappel.jobs.rows.batch.TextCells} says what a text is, {@link
 * io.rappel.jobs.rows.batch.RowBatches} makes batches of Spark's rows.
 */
package io.rappel.jobs.rows.batch;
