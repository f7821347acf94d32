package io.rappel.trainer.spark;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.data.Shard;
import io.rappel.trainer.math.Precision;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/** Packed shards that stay with the executors over a run. */
final class PackedRows implements AutoCloseable {

  private final JavaRDD<Shard> shards;
  private final JavaRDD<Shard> checked;
  private final int[] trainRows;
  private final long heldOutRows;

  private PackedRows(
      JavaRDD<Shard> shards, JavaRDD<Shard> checked, int[] trainRows, long heldOutRows) {
    this.shards = shards;
    this.checked = checked;
    this.trainRows = trainRows;
    this.heldOutRows = heldOutRows;
  }

  /** What the driver knows of a shard. */
  static final class Summary implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int id;
    private final int trainRows;
    private final int rows;
    private final long checksum;

    Summary(Shard shard) {
      id = shard.id();
      trainRows = shard.trainRows();
      rows = shard.rows();
      checksum = shard.checksum();
    }
  }

  /** Packs and persists. */
  static PackedRows of(ShardedRows rows, Scaling features, Scaling targets, Precision precision) {
    JavaRDD<Shard> shards =
        rows.pack(features, targets, precision).persist(StorageLevel.MEMORY_AND_DISK());
    shards.context().setJobDescription("scaling and packing the rows");
    List<Summary> summaries = shards.map(Summary::new).collect();
    int[] trainRows = new int[rows.shardCount()];
    HashMap<Integer, Long> checksums = new HashMap<>();
    long heldOut = 0;
    for (Summary summary : summaries) {
      trainRows[summary.id] = summary.trainRows;
      heldOut += summary.rows - summary.trainRows;
      checksums.put(summary.id, summary.checksum);
    }
    return new PackedRows(shards, shards.map(shard -> check(shard, checksums)), trainRows, heldOut);
  }

  /** A shard that was lost and computed anew must be the one that it was. */
  private static Shard check(Shard shard, Map<Integer, Long> checksums) {
    if (!Long.valueOf(shard.checksum()).equals(checksums.get(shard.id()))) {
      throw new DataException(
          "the input has changed under the run: shard %d has other rows than when it was packed"
              .formatted(shard.id()));
    }
    return shard;
  }

  JavaRDD<Shard> shards() {
    return checked;
  }

  long trainRows() {
    return Arrays.stream(trainRows).asLongStream().sum();
  }

  long heldOutRows() {
    return heldOutRows;
  }

  int[] trainRowsOfShards() {
    return trainRows.clone();
  }

  @Override
  public void close() {
    shards.unpersist(false);
  }
}
