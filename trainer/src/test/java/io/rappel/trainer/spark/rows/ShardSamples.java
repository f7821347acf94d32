package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.shard.Shard;
import java.util.List;

/** Filled objects of what crosses the network as rows are packed, for tests of serialization. */
public final class ShardSamples {

  private ShardSamples() {}

  /** Shards of the rows, not yet encoded. */
  public static List<Object> raw(RowPack rows) {
    return List.of(
        new RawShard(3, rows, List.of()), new RawShard[] {new RawShard(3, rows, List.of())});
  }

  /** What the driver is told of a shard. */
  public static List<Object> summaries(Shard shard) {
    PackedRows.Summary summary = new PackedRows.Summary(4, 2).add(shard);
    return List.of(summary, new PackedRows.Summary[] {summary});
  }
}
