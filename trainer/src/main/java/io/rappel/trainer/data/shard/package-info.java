/**
 * Packed rows as a training reads them, {@link io.rappel.trainer.data.shard.Shard}, and the scaling
 * of their columns.
 */
package io.rappel.trainer.data.shard;
