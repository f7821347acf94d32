package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.pack.FrequentRow;
import io.rappel.trainer.data.pack.HoldOut;
import io.rappel.trainer.data.pack.LevelWeights;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.data.pack.ShardAssembly;
import io.rappel.trainer.data.pack.ShardCount;
import io.rappel.trainer.data.shard.ColumnStatistics;
import io.rappel.trainer.data.shard.QuantileSample;
import io.rappel.trainer.spark.deal.Dealt;
import io.rappel.trainer.spark.deal.DealtRows;
import io.rappel.trainer.spark.deal.ShardPlacement;
import io.rappel.trainer.spark.engine.ResultLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows divided into shards by content, not yet encoded. What shard a row is in and where in it does
 * not depend on how the rows came.
 */
public final class ShardedRows implements AutoCloseable {

  /**
   * From this share of entries that are not 0 on, rows are dense in all but name and are packed so.
   */
  private static final double DENSE_FROM = 0.125;

  /**
   * A partition has about so many bytes of raw rows at the most: what a mini-batch has to read
   * again where rows do not fit the memory.
   */
  private static final long PARTITION_BYTES = 64L << 20;

  /** Rows with more copies than this share of a shard are spread over all shards. */
  private static final int COPIES_IN_A_SHARD = 8;

  private final JavaRDD<RawShard> raw;
  private final List<Broadcast<?>> broadcasts;
  private final ShardPlacement placement;
  private final RowTyping typing;
  private final boolean sparse;
  private final double density;
  private final long rows;
  private final double largestWeight;
  private final ColumnStatistics ranges;

  /**
   * @param ranges of the rows to train on; null: not known yet
   */
  private ShardedRows(
      JavaRDD<RawShard> raw,
      List<Broadcast<?>> broadcasts,
      ShardPlacement placement,
      RowTyping typing,
      boolean sparse,
      double density,
      long rows,
      double largestWeight,
      ColumnStatistics ranges) {
    this.raw = raw;
    this.broadcasts = broadcasts;
    this.placement = placement;
    this.typing = typing;
    this.sparse = sparse;
    this.density = density;
    this.rows = rows;
    this.largestWeight = largestWeight;
    this.ranges = ranges;
  }

  /**
   * Shards rows.
   *
   * @param heldOutRows all held out, dealt into as many buckets as the others; or null
   * @param typing of all rows
   * @param holdOut which of {@code rows} are held out
   * @param partitions 0: as many as Spark has cores, and more where rows are many
   */
  public static ShardedRows of(
      DealtRows rows, DealtRows heldOutRows, RowTyping typing, HoldOut holdOut, int partitions) {
    if (rows.profile().rows() == 0) {
      throw new DataException("there are no rows");
    }
    if (heldOutRows != null && heldOutRows.profile().rows() == 0) {
      throw new DataException("there are no rows to validate on");
    }
    List<DealtRows> all = heldOutRows == null ? List.of(rows) : List.of(rows, heldOutRows);
    long count = all.stream().mapToLong(r -> r.profile().rows()).sum();
    long entries = all.stream().mapToLong(r -> r.profile().entries()).sum();
    double density = rows.profile().isSparse() ? (double) entries / count / typing.numbers() : 1;
    boolean sparse = density < DENSE_FROM;
    long bytes = sparse ? 12 * entries : count * typing.bytesOfRow();
    int shards = ShardCount.of(count, bytes);
    int wanted =
        partitions > 0 ? partitions : partitions(rows.context().defaultParallelism(), bytes);
    ShardPlacement placement = new ShardPlacement(rows.buckets(), shards, wanted);
    long mostCopies = Math.max(1, count / ((long) shards * COPIES_IN_A_SHARD));
    ShardAssembly assembly = new ShardAssembly(typing, sparse, shards, holdOut, mostCopies);
    rows.context().setJobDescription("dividing the rows into shards");
    List<Broadcast<?>> broadcasts = new ArrayList<>();
    Broadcast<ShardAssembly> everywhere = rows.context().broadcast(assembly);
    broadcasts.add(everywhere);
    JavaRDD<RawShard> raw = assembled(rows, heldOutRows, placement, everywhere);
    double largest = all.stream().mapToDouble(r -> r.profile().largestWeight()).max().orElseThrow();
    FirstLook found =
        raw.treeAggregate(
            new FirstLook(new ColumnStatistics(typing.numbers(), typing.targetColumns())),
            FirstLook::add,
            FirstLook::merge);
    all.forEach(DealtRows::letGo);
    // Spark's lists are not the same classes in all versions of Scala.
    FrequentRow[] frequent = found.frequent().toArray(FrequentRow[]::new);
    return new ShardedRows(
        frequent.length == 0 ? raw : withCopies(raw, frequent, placement, broadcasts),
        broadcasts,
        placement,
        typing,
        sparse,
        density,
        count,
        largest,
        frequent.length == 0 ? found.ranges() : null);
  }

  private static int partitions(int cores, long bytes) {
    return (int) Math.max(cores, bytes / PARTITION_BYTES);
  }

  private static JavaRDD<RawShard> assembled(
      DealtRows rows,
      DealtRows heldOutRows,
      ShardPlacement placement,
      Broadcast<ShardAssembly> assembly) {
    JavaPairRDD<Integer, Dealt> dealt = rows.dealt();
    if (heldOutRows != null) {
      dealt = dealt.union(heldOutRows.dealt().mapValues(Dealt::asHeldOut));
    }
    return placement
        .apply(dealt.rdd())
        .toJavaRDD()
        .mapPartitions(entries -> new AssembledShards(entries, placement, assembly.value()), true)
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Deals copies of frequent rows to all shards. */
  private static JavaRDD<RawShard> withCopies(
      JavaRDD<RawShard> raw,
      FrequentRow[] frequent,
      ShardPlacement placement,
      List<Broadcast<?>> broadcasts) {
    Broadcast<FrequentRow[]> all =
        JavaSparkContext.fromSparkContext(raw.context()).broadcast(frequent);
    broadcasts.add(all);
    int shards = placement.shards();
    return raw.mapPartitionsWithIndex(
            (partition, found) -> {
              List<FrequentRow> copied = Arrays.asList(all.value());
              Map<Integer, RowPack> packs = new TreeMap<>();
              found.forEachRemaining(shard -> packs.put(shard.id(), shard.rows()));
              List<RawShard> complete = new ArrayList<>();
              for (int shard = 0; shard < shards; shard++) {
                if (placement.partition(shard) == partition) {
                  RowPack own = packs.containsKey(shard) ? packs.get(shard) : copied.get(0).none();
                  RowPack rows = own.withCopies(copied, shard, shards);
                  if (rows.rows() > 0) {
                    complete.add(new RawShard(shard, rows, List.of()));
                  }
                }
              }
              return complete.iterator();
            },
            true)
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * Ranges, means and variances of the numbers of rows to train on, in three passes, of which the
   * first may have been that in which shards were made.
   */
  ColumnStatistics statistics() {
    raw.context().setJobDescription("statistics of the columns");
    ColumnStatistics statistics =
        ranges != null
            ? ranges
            : raw.treeAggregate(
                new ColumnStatistics(typing.numbers(), typing.targetColumns()),
                (s, shard) -> s.addRanges(shard.rows()),
                ColumnStatistics::mergeRanges);
    statistics.endRanges();
    statistics.endMeans(
        raw.treeAggregate(
            new ColumnStatistics.Sums(),
            (sums, shard) -> statistics.addMeans(sums, shard.rows()),
            ColumnStatistics.Sums::merge));
    statistics.endVariances(
        raw.treeAggregate(
            new ColumnStatistics.Sums(),
            (sums, shard) -> statistics.addVariances(sums, shard.rows()),
            ColumnStatistics.Sums::merge));
    return statistics;
  }

  /**
   * Weights of the levels of categories, over rows to train on.
   *
   * @param levels how many each category has
   */
  LevelWeights levelWeights(int[] levels) {
    return raw.treeAggregate(
        new LevelWeights(rows, largestWeight),
        (sums, shard) -> sums.add(shard.rows(), levels),
        LevelWeights::merge);
  }

  /** Numbers of rows to train on, chosen by content. */
  QuantileSample quantiles() {
    long all = rows;
    int jobs =
        ResultLimits.of(raw.context().conf())
            .jobs(
                QuantileSample.bytes(typing.numbers(), typing.targetColumns(), all),
                raw.getNumPartitions());
    List<double[]> parts = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      int job = i;
      parts.addAll(raw.map(s -> QuantileSample.part(s.rows(), all, job, jobs)).collect());
    }
    return new QuantileSample(typing.numbers(), typing.targetColumns(), parts);
  }

  /** The first rows to train on of the first shard that has any: chosen by content. */
  Optional<RowPack> head(int most) {
    raw.context().setJobDescription("golden rows");
    return Optional.ofNullable(
            raw.treeAggregate(
                (RawShard) null,
                (first, shard) ->
                    shard.rows().trainRows() == 0 ? first : first(first, shard.head(most)),
                ShardedRows::first))
        .map(RawShard::rows);
  }

  /** The one before the other; null stands for none. */
  private static RawShard first(RawShard a, RawShard b) {
    return a == null || (b != null && b.id() < a.id()) ? b : a;
  }

  /**
   * Rows that are chosen by content, the first ones of each shard, in the order of the shards.
   *
   * @param heldOut whether of those that are held out, or of those to train on
   * @param most how many
   * @return nothing where there are no such rows
   */
  public Optional<RowPack> sample(boolean heldOut, int most) {
    raw.context().setJobDescription("rows to find out the importance of columns");
    int each = (most + placement.shards() - 1) / placement.shards();
    List<RowPack> parts =
        raw
            .map(shard -> new RawShard(shard.id(), firstOf(shard.rows(), heldOut, each), List.of()))
            .collect()
            .stream()
            .sorted(Comparator.comparingInt(RawShard::id))
            .map(RawShard::rows)
            .toList();
    if (parts.stream().allMatch(part -> part.rows() == 0)) {
      return Optional.empty();
    }
    RowPack all = RowPack.joined(parts);
    return Optional.of(all.part(0, Math.min(most, all.rows())));
  }

  private static RowPack firstOf(RowPack rows, boolean heldOut, int most) {
    int from = heldOut ? rows.trainRows() : 0;
    int end = heldOut ? rows.rows() : rows.trainRows();
    return rows.part(from, Math.min(end, from + most));
  }

  /** The shards. */
  JavaRDD<RawShard> raw() {
    return raw;
  }

  /** What the shards are made with, to be destroyed when they cannot be lost any more. */
  List<Broadcast<?>> broadcasts() {
    return broadcasts;
  }

  public boolean sparse() {
    return sparse;
  }

  /** Share of features that are not 0; 1 where that is not known. */
  double density() {
    return density;
  }

  ShardPlacement placement() {
    return placement;
  }

  /** Rows, held-out ones among them. */
  long rows() {
    return rows;
  }

  @Override
  public void close() {
    raw.context().setJobDescription(null);
    raw.unpersist(false);
  }
}
