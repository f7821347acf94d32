package io.rappel.trainer.spark;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.data.Shard;
import io.rappel.trainer.features.RowEncoder;
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
  private final ShardPlacement placement;
  private final int[] trainRows;
  private final long heldOutRows;
  private final long[] classCounts;

  private PackedRows(
      JavaRDD<Shard> shards,
      JavaRDD<Shard> checked,
      ShardPlacement placement,
      int[] trainRows,
      long heldOutRows,
      long[] classCounts) {
    this.shards = shards;
    this.checked = checked;
    this.placement = placement;
    this.trainRows = trainRows;
    this.heldOutRows = heldOutRows;
    this.classCounts = classCounts;
  }

  /** What the driver knows of a shard. */
  static final class Summary implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int id;
    private final int trainRows;
    private final int rows;
    private final long checksum;
    private final long[] classCounts;

    Summary(Shard shard, int classes) {
      id = shard.id();
      trainRows = shard.trainRows();
      rows = shard.rows();
      checksum = shard.checksum();
      classCounts = shard.classCounts(classes);
    }
  }

  /**
   * Packs and persists.
   *
   * @param classes of which targets are indices; 0: they are numbers
   */
  static PackedRows of(
      ShardedRows rows, RowEncoder encoder, Scaling targets, Precision precision, int classes) {
    JavaRDD<Shard> shards =
        rows.raw()
            .map(shard -> encoder.shard(shard.id(), shard.rows(), targets, precision))
            .persist(StorageLevel.MEMORY_AND_DISK());
    shards.context().setJobDescription("encoding and packing the rows");
    List<Summary> summaries = shards.map(shard -> new Summary(shard, classes)).collect();
    int[] trainRows = new int[rows.placement().shards()];
    HashMap<Integer, Long> checksums = new HashMap<>();
    long heldOut = 0;
    long[] classCounts = new long[classes];
    for (Summary summary : summaries) {
      trainRows[summary.id] = summary.trainRows;
      heldOut += summary.rows - summary.trainRows;
      checksums.put(summary.id, summary.checksum);
      Arrays.setAll(classCounts, c -> classCounts[c] + summary.classCounts[c]);
    }
    JavaRDD<Shard> checked = shards.map(shard -> check(shard, checksums));
    return new PackedRows(shards, checked, rows.placement(), trainRows, heldOut, classCounts);
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

  /** Where the shards are. */
  ShardPlacement placement() {
    return placement;
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

  /** Rows to train on of each class; empty where targets are numbers. */
  long[] classCounts() {
    return classCounts.clone();
  }

  /** A shard with rows to train on. */
  Shard anyToTrainOn() {
    int id = 0;
    while (trainRows[id] == 0) {
      id++;
    }
    int wanted = id;
    return checked.filter(shard -> shard.id() == wanted).first();
  }

  @Override
  public void close() {
    shards.unpersist(false);
  }
}
