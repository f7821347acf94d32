package io.rappel.trainer.data.pack;

/**
 * Into how many shards rows are divided: a function of rows and bytes alone, never of partitions or
 * cores.
 */
public final class ShardCount {

  private static final long SHARD_BYTES = 4L << 20;
  private static final long ROWS_FOR_A_SHARD = 1024;
  private static final long SHARDS_BY_ROWS = 256;
  private static final long MOST = 1L << 24;

  private ShardCount() {}

  /**
   * A power of two: enough that a shard has about 4 MiB of raw rows, and up to 256 so that even
   * small data keep several cores busy, while a shard has about a thousand rows.
   */
  public static int of(long rows, long bytes) {
    long byBytes = bytes / SHARD_BYTES;
    long byRows = Math.min(rows / ROWS_FOR_A_SHARD, SHARDS_BY_ROWS);
    long wanted = Math.min(MOST, Math.max(1, Math.max(byBytes, byRows)));
    return (int) (wanted == 1 ? 1 : Long.highestOneBit(wanted - 1) << 1);
  }
}
