/**
 * Which rows belong to a step: {@link io.rappel.trainer.data.batch.BatchPlan} cuts shards into
 * units and deals them to batches.
 */
package io.rappel.trainer.data.batch;
