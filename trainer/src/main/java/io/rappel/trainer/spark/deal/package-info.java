/** Rows dealt into shards by their content, {@link io.rappel.trainer.spark.deal.DealtRows}. */
package io.rappel.trainer.spark.deal;
