/**
 * Rows on their way into the arithmetic: an {@link io.rappel.trainer.data.Example} is placed by its
 * {@link io.rappel.trainer.data.ContentHash} into a {@link io.rappel.trainer.data.Shard}, which a
 * {@link io.rappel.trainer.data.BatchPlan} cuts into units of work. None of this depends on how the
 * input was split or ordered, on partitions or on cores.
 */
package io.rappel.trainer.data;
