/**
 * Rows on their way into the arithmetic: a {@link io.rappel.trainer.data.RowBatch} is what readers
 * give, by column and before anybody knows what columns mean. Each row is dealt by its {@link
 * io.rappel.trainer.data.hash.ContentHash} into a {@link io.rappel.trainer.data.pack.RawPack}; a
 * {@link io.rappel.trainer.data.pack.RowPack} has the rows of a shard in canonical order, typed;
 * encoded they are a {@link io.rappel.trainer.data.shard.Shard}, which a {@link
 * io.rappel.trainer.data.batch.BatchPlan} cuts into units of work. None of this depends on how the
 * input was split or ordered, on partitions or on cores.
 */
package io.rappel.trainer.data;
