package io.rappel.trainer.spark;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.data.Shard;
import io.rappel.trainer.features.RowEncoder;
import io.rappel.trainer.math.Mix;
import io.rappel.trainer.math.Precision;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/** Packed shards that stay with the executors over a run. */
final class PackedRows implements AutoCloseable {

  private final JavaRDD<Shard> shards;
  private final JavaRDD<Shard> checked;
  private final ShardPlacement placement;
  private final int[] trainRows;
  private final List<Summary> summaries;

  /** What tasks need that is too long to travel with each of them; empty when closed. */
  private final List<Broadcast<?>> broadcasts;

  private PackedRows(
      JavaRDD<Shard> shards,
      JavaRDD<Shard> checked,
      ShardPlacement placement,
      int[] trainRows,
      List<Summary> summaries,
      List<Broadcast<?>> broadcasts) {
    this.shards = shards;
    this.checked = checked;
    this.placement = placement;
    this.trainRows = trainRows;
    this.summaries = summaries;
    this.broadcasts = broadcasts;
  }

  /** What makes shards of raw ones; as long as the columns are many. */
  static final class Packing implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RowEncoder encoder;
    private final Scaling targets;
    private final Precision precision;

    private Packing(RowEncoder encoder, Scaling targets, Precision precision) {
      this.encoder = encoder;
      this.targets = targets;
      this.precision = precision;
    }

    private Shard pack(RawShard shard) {
      return encoder.shard(shard.id(), shard.rows(), targets, precision);
    }
  }

  /** What the driver knows of a shard. */
  static final class Summary implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int id;
    private final int trainRows;
    private final int rows;
    private final long checksum;
    private final long[] classCounts;
    private final long[] weightedClassCounts;
    private final long weightedTrainRows;
    private final long weightedHeldOutRows;
    private final long rowsBeyond;
    private final int firstBeyond;

    Summary(Shard shard, int classes) {
      id = shard.id();
      trainRows = shard.trainRows();
      rows = shard.rows();
      checksum = shard.checksum();
      classCounts = shard.classCounts(classes, false);
      weightedClassCounts = shard.classCounts(classes, true);
      weightedTrainRows = shard.weightedRows(0, trainRows);
      weightedHeldOutRows = shard.weightedRows(trainRows, rows);
      rowsBeyond = shard.rowsBeyond();
      firstBeyond = shard.firstBeyond();
    }
  }

  /**
   * Packs and persists.
   *
   * @param classes of which targets are indices; 0: they are numbers
   */
  static PackedRows of(
      ShardedRows rows, RowEncoder encoder, Scaling targets, Precision precision, int classes) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(rows.raw().context());
    Broadcast<Packing> packing = context.broadcast(new Packing(encoder, targets, precision));
    JavaRDD<Shard> shards =
        rows.raw()
            .map(shard -> packing.value().pack(shard))
            .persist(StorageLevel.MEMORY_AND_DISK());
    shards.context().setJobDescription("encoding and packing the rows");
    List<Summary> summaries = shards.map(shard -> new Summary(shard, classes)).collect();
    int[] trainRows = new int[rows.placement().shards()];
    long[] checksums = new long[trainRows.length];
    for (Summary summary : summaries) {
      trainRows[summary.id] = summary.trainRows;
      checksums[summary.id] = summary.checksum;
    }
    Broadcast<long[]> expected = context.broadcast(checksums);
    JavaRDD<Shard> checked = shards.map(shard -> check(shard, expected.value()));
    return new PackedRows(
        shards,
        checked,
        rows.placement(),
        trainRows,
        summaries,
        new ArrayList<>(List.of(packing, expected)));
  }

  /** A shard that was lost and computed anew must be the one that it was. */
  private static Shard check(Shard shard, long[] checksums) {
    if (shard.checksum() != checksums[shard.id()]) {
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
    return sum(summary -> summary.trainRows);
  }

  long heldOutRows() {
    return sum(summary -> summary.rows - summary.trainRows);
  }

  /** Rows to train on whose weight is above 0 in the run's precision. */
  long weightedTrainRows() {
    return sum(summary -> summary.weightedTrainRows);
  }

  /** Held-out rows whose weight is above 0 in the run's precision. */
  long weightedHeldOutRows() {
    return sum(summary -> summary.weightedHeldOutRows);
  }

  /** One checksum of all shards, as hexadecimal digits. */
  String checksum() {
    long fold = 0;
    List<Summary> ordered =
        summaries.stream().sorted(Comparator.comparingInt(summary -> summary.id)).toList();
    for (Summary summary : ordered) {
      fold = Mix.mix(fold, summary.checksum, summary.trainRows);
    }
    return "%016x".formatted(fold);
  }

  int[] trainRowsOfShards() {
    return trainRows.clone();
  }

  /** Rows to train on of each class; empty where targets are numbers. */
  long[] classCounts() {
    return sums(summary -> summary.classCounts);
  }

  /** Those of them whose weight is above 0. */
  long[] weightedClassCounts() {
    return sums(summary -> summary.weightedClassCounts);
  }

  /** Rows with a feature beyond the range of the arithmetic. */
  long rowsBeyond() {
    return sum(summary -> summary.rowsBeyond);
  }

  /** The first of such features; there must be one. */
  int firstBeyond() {
    return summaries.stream()
        .filter(summary -> summary.rowsBeyond > 0)
        .mapToInt(summary -> summary.firstBeyond)
        .min()
        .orElseThrow();
  }

  private long sum(ToLongFunction<Summary> count) {
    return summaries.stream().mapToLong(count).sum();
  }

  private long[] sums(Function<Summary, long[]> counts) {
    long[] sums = new long[counts.apply(summaries.get(0)).length];
    for (Summary summary : summaries) {
      Arrays.setAll(sums, c -> sums[c] + counts.apply(summary)[c]);
    }
    return sums;
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
    if (!shards.context().isStopped()) { // which is the end of all broadcasts
      broadcasts.forEach(Broadcast::destroy);
    }
    broadcasts.clear();
  }
}
