/**
 * How cells become {@link io.rappel.trainer.data.RowBatch}es: {@link
 * io.rappel.jobs.rows.batch.RowBatches} makes batches of Spark's rows, a {@link
 * io.rappel.jobs.rows.batch.FeatureReader} those of rows to predict.
 */
package io.rappel.jobs.rows.batch;
