package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.features.RowEncoder;
import io.rappel.trainer.math.Mix;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.spark.deal.ShardPlacement;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;

/** Packed shards that stay with the executors over a run. */
public final class PackedRows implements AutoCloseable {

  private final JavaRDD<Shard> shards;
  private final JavaRDD<Shard> checked;
  private final ShardPlacement placement;
  private final Summary summary;

  /** What tasks need that is too long to travel with each of them; empty when closed. */
  private final List<Broadcast<?>> broadcasts;

  private PackedRows(
      JavaRDD<Shard> shards,
      JavaRDD<Shard> checked,
      ShardPlacement placement,
      Summary summary,
      List<Broadcast<?>> broadcasts) {
    this.shards = shards;
    this.checked = checked;
    this.placement = placement;
    this.summary = summary;
    this.broadcasts = broadcasts;
  }

  /**
   * Which rows are held out where they are packed more than once.
   *
   * @param fraction the share that is held out each time; 0: rows are packed once
   * @param number from 0 on; those are held out that were at no earlier one
   * @param last whether raw rows are needed no more after it
   */
  record Turn(double fraction, int number, boolean last) {

    /** The only one. */
    static final Turn ONLY = new Turn(0, 0, true);
  }

  /** What makes shards of raw ones; as long as the columns are many. */
  public static final class Packing implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RowEncoder encoder;
    private final Scaling targets;
    private final Precision precision;
    private final double heldOut;
    private final int turn;
    private final boolean last;

    private Packing(RowEncoder encoder, Scaling targets, Precision precision, Turn turn) {
      this.encoder = encoder;
      this.targets = targets;
      this.precision = precision;
      this.heldOut = turn.fraction();
      this.turn = turn.number();
      this.last = turn.last();
    }

    private Shard pack(RawShard shard) {
      RowPack rows = turn == 0 ? shard.rows() : shard.rows().withOthersHeldOut(heldOut, turn);
      return encoder.shard(shard.id(), rows, targets, precision);
    }
  }

  /** The shards of a partition, whose raw ones are dropped behind the last one of the last turn. */
  private static final class Packed implements Iterator<Shard> {

    private final Iterator<RawShard> raw;
    private final Packing packing;
    private final RDDBlockId block;
    private boolean dropped;

    Packed(Iterator<RawShard> raw, Packing packing, RDDBlockId block) {
      this.raw = raw;
      this.packing = packing;
      this.block = block;
    }

    @Override
    public boolean hasNext() {
      boolean more = raw.hasNext();
      if (!more && packing.last && !dropped) {
        SparkEnv.get().blockManager().removeBlock(block, true);
        dropped = true;
      }
      return more;
    }

    @Override
    public Shard next() {
      return packing.pack(raw.next());
    }
  }

  /** What the driver knows of all shards, as tasks add it up. */
  public static final class Summary implements Serializable {

    private static final long serialVersionUID = 1L;

    private final boolean[] there; // [shards]
    private final int[] trainRows; // [shards]
    private final long[] checksums; // [shards]
    private final long[] classCounts;
    private final long[] weightedClassCounts;
    private final long[] heldOutClassCounts;
    private long rows;
    private long weightedTrainRows;
    private long weightedHeldOutRows;
    private long rowsBeyond;
    private int firstBeyond = Integer.MAX_VALUE;

    Summary(int shards, int classes) {
      there = new boolean[shards];
      trainRows = new int[shards];
      checksums = new long[shards];
      classCounts = new long[classes];
      weightedClassCounts = new long[classes];
      heldOutClassCounts = new long[classes];
    }

    Summary add(Shard shard) {
      there[shard.id()] = true;
      trainRows[shard.id()] = shard.trainRows();
      checksums[shard.id()] = shard.checksum();
      int classes = classCounts.length;
      addTo(classCounts, shard.classCounts(0, shard.trainRows(), classes, false));
      addTo(weightedClassCounts, shard.classCounts(0, shard.trainRows(), classes, true));
      addTo(heldOutClassCounts, shard.classCounts(shard.trainRows(), shard.rows(), classes, true));
      rows += shard.rows();
      weightedTrainRows += shard.weightedRows(0, shard.trainRows());
      weightedHeldOutRows += shard.weightedRows(shard.trainRows(), shard.rows());
      addBeyond(shard.rowsBeyond(), shard.firstBeyond());
      return this;
    }

    private Summary merge(Summary other) {
      for (int id = 0; id < there.length; id++) {
        if (other.there[id]) {
          there[id] = true;
          trainRows[id] = other.trainRows[id];
          checksums[id] = other.checksums[id];
        }
      }
      addTo(classCounts, other.classCounts);
      addTo(weightedClassCounts, other.weightedClassCounts);
      addTo(heldOutClassCounts, other.heldOutClassCounts);
      rows += other.rows;
      weightedTrainRows += other.weightedTrainRows;
      weightedHeldOutRows += other.weightedHeldOutRows;
      addBeyond(other.rowsBeyond, other.firstBeyond);
      return this;
    }

    private static void addTo(long[] sums, long[] counts) {
      Arrays.setAll(sums, c -> sums[c] + counts[c]);
    }

    private void addBeyond(long more, int first) {
      rowsBeyond += more;
      firstBeyond = more > 0 ? Math.min(firstBeyond, first) : firstBeyond;
    }
  }

  /**
   * Packs and persists.
   *
   * @param classes of which targets are indices; 0: they are numbers
   */
  public static PackedRows of(
      ShardedRows rows, RowEncoder encoder, Scaling targets, Precision precision, int classes) {
    return of(rows, encoder, targets, precision, classes, Turn.ONLY);
  }

  /**
   * The same, for one of several times.
   *
   * @param turn which of them
   */
  static PackedRows of(
      ShardedRows rows,
      RowEncoder encoder,
      Scaling targets,
      Precision precision,
      int classes,
      Turn turn) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(rows.raw().context());
    Broadcast<Packing> packing = context.broadcast(new Packing(encoder, targets, precision, turn));
    int raw = rows.raw().id();
    JavaRDD<Shard> shards =
        rows.raw()
            .mapPartitionsWithIndex(
                (partition, found) ->
                    new Packed(found, packing.value(), new RDDBlockId(raw, partition)),
                true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    shards.context().setJobDescription("encoding and packing the rows");
    Summary summary =
        shards.treeAggregate(
            new Summary(rows.placement().shards(), classes), Summary::add, Summary::merge);
    Broadcast<long[]> expected = context.broadcast(summary.checksums);
    JavaRDD<Shard> checked = shards.map(shard -> check(shard, expected.value()));
    List<Broadcast<?>> broadcasts = new ArrayList<>(List.of(packing, expected));
    if (turn.number() == 0) {
      broadcasts.addAll(rows.broadcasts());
    }
    return new PackedRows(shards, checked, rows.placement(), summary, broadcasts);
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

  public JavaRDD<Shard> shards() {
    return checked;
  }

  /** All shards in the driver, by reference where its JVM is that of the tasks, too. */
  public List<Shard> inDriver() {
    List<Shard> all = new ArrayList<>();
    if (checked.context().isLocal()) {
      long handover = Handover.begin();
      try {
        checked.foreach(shard -> Handover.give(handover, shard));
      } finally {
        all.addAll(Handover.end(handover));
      }
    } else {
      // One partition at a time is in memory twice.
      checked.toLocalIterator().forEachRemaining(all::add);
    }
    return all;
  }

  /** Where the shards are. */
  public ShardPlacement placement() {
    return placement;
  }

  public long trainRows() {
    return Arrays.stream(summary.trainRows).asLongStream().sum();
  }

  public long heldOutRows() {
    return summary.rows - trainRows();
  }

  /** Whether there are rows to train on that count, and held-out ones that do. */
  boolean hasBoth() {
    return weightedTrainRows() > 0 && weightedHeldOutRows() > 0;
  }

  /** Rows to train on whose weight is above 0 in the run's precision. */
  long weightedTrainRows() {
    return summary.weightedTrainRows;
  }

  /** Held-out rows whose weight is above 0 in the run's precision. */
  long weightedHeldOutRows() {
    return summary.weightedHeldOutRows;
  }

  /** One checksum of all shards, as hexadecimal digits. */
  public String checksum() {
    long fold = 0;
    for (int id = 0; id < summary.there.length; id++) {
      if (summary.there[id]) {
        fold = Mix.mix(fold, summary.checksums[id], summary.trainRows[id]);
      }
    }
    return "%016x".formatted(fold);
  }

  public int[] trainRowsOfShards() {
    return summary.trainRows.clone();
  }

  /** Rows to train on of each class; empty where targets are numbers. */
  public long[] classCounts() {
    return summary.classCounts.clone();
  }

  /** Those of them whose weight is above 0. */
  long[] weightedClassCounts() {
    return summary.weightedClassCounts.clone();
  }

  /** Rows that are held out of each class, those of weight 0 left out. */
  long[] heldOutClassCounts() {
    return summary.heldOutClassCounts.clone();
  }

  /** Rows with a feature beyond the range of the arithmetic. */
  long rowsBeyond() {
    return summary.rowsBeyond;
  }

  /** The first of such features; there must be one. */
  int firstBeyond() {
    if (summary.rowsBeyond == 0) {
      throw new NoSuchElementException();
    }
    return summary.firstBeyond;
  }

  /** A shard with rows to train on. */
  public Shard anyToTrainOn() {
    int id = 0;
    while (summary.trainRows[id] == 0) {
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
