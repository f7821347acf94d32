/**
 * Rows in packed form: {@link io.rappel.trainer.data.pack.RawPack} holds cells as they were read,
 * {@link io.rappel.trainer.data.pack.RowPack} rows as features make them, and {@link
 * io.rappel.trainer.data.pack.ShardAssembly} makes shards of both.
 */
package io.rappel.trainer.data.pack;
