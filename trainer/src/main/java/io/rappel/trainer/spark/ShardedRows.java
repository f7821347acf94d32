package io.rappel.trainer.spark;

import io.rappel.trainer.data.ColumnStatistics;
import io.rappel.trainer.data.ContentHash;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.FrequentRows;
import io.rappel.trainer.data.RowPack;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.data.Shard;
import io.rappel.trainer.data.ShardCount;
import io.rappel.trainer.math.Precision;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows divided into shards by content, raw: after a survey of the rows, one shuffle. What shard a
 * row is in and where in it does not depend on how the rows came.
 */
final class ShardedRows implements AutoCloseable {

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
  private final int columns;
  private final int targetColumns;
  private final boolean sparse;
  private final double density;
  private final int shardCount;
  private final int partitions;
  private final long rows;

  private ShardedRows(
      JavaRDD<RawShard> raw,
      int columns,
      int targetColumns,
      RowSurvey survey,
      boolean sparse,
      int shardCount,
      int partitions) {
    this.raw = raw;
    this.columns = columns;
    this.targetColumns = targetColumns;
    this.sparse = sparse;
    this.rows = survey.rows();
    this.density = (double) survey.entries() / survey.rows() / columns;
    this.shardCount = shardCount;
    this.partitions = partitions;
  }

  /**
   * Surveys and shards rows.
   *
   * @param rows read twice, or three times where some recur very often
   * @param heldOutRows all held out; or null
   * @param heldOutFraction share of {@code rows} that is held out
   * @param partitions 0: as many as Spark has cores, and more where rows are many
   */
  static ShardedRows of(
      JavaRDD<Example> rows,
      JavaRDD<Example> heldOutRows,
      double heldOutFraction,
      int columns,
      int targetColumns,
      int partitions) {
    rows.context().setJobDescription("survey of the rows");
    RowSurvey survey = survey(rows, columns, targetColumns);
    if (survey.rows() == 0) {
      throw new DataException("there are no rows");
    }
    RowSurvey all = survey;
    RowSurvey heldOutSurvey = null;
    if (heldOutRows != null) {
      heldOutSurvey = survey(heldOutRows, columns, targetColumns);
      if (heldOutSurvey.rows() == 0) {
        throw new DataException("there are no rows to validate on");
      }
      all = new RowSurvey(columns, targetColumns).merge(survey).merge(heldOutSurvey);
    }
    boolean sparse = all.entries() < DENSE_FROM * all.rows() * columns;
    long bytes = sparse ? 12 * all.entries() : 8 * all.rows() * columns;
    int shards = ShardCount.of(all.rows(), bytes);
    int parts =
        partitions > 0 ? partitions : partitions(rows.context().defaultParallelism(), bytes);
    JavaPairRDD<Integer, RowPack> packs =
        packs(
            rows,
            survey,
            new RowPacking(columns, sparse, targetColumns, shards, heldOutFraction),
            shards);
    if (heldOutRows != null) {
      packs =
          packs.union(
              packs(
                  heldOutRows,
                  heldOutSurvey,
                  new RowPacking(columns, sparse, targetColumns, shards, 1),
                  shards));
    }
    int used = Math.min(parts, shards);
    JavaRDD<RawShard> raw =
        packs
            .repartitionAndSortWithinPartitions(new ShardPartitioner(used))
            .mapPartitions(RowPacking::join, true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new ShardedRows(raw, columns, targetColumns, all, sparse, shards, used);
  }

  private static int partitions(int cores, long bytes) {
    return (int) Math.max(cores, bytes / PARTITION_BYTES);
  }

  private static RowSurvey survey(JavaRDD<Example> rows, int columns, int targetColumns) {
    return rows.treeAggregate(
        new RowSurvey(columns, targetColumns), RowSurvey::add, RowSurvey::merge);
  }

  private static JavaPairRDD<Integer, RowPack> packs(
      JavaRDD<Example> rows, RowSurvey survey, RowPacking packing, int shards) {
    long often = Math.max(1, survey.rows() / Math.max(1, (long) shards * COPIES_IN_A_SHARD));
    long surelyNamed = survey.rows() / FrequentRows.CAPACITY;
    long moreThan = Math.max(often, surelyNamed);
    Set<ContentHash> candidates = survey.frequentRows().candidates(moreThan, survey.rows());
    Copies copies = Copies.count(rows, candidates, moreThan);
    return rows.mapPartitionsWithIndex(
            (partition, examples) -> packing.pack(examples, copies.new Numbering(partition)), false)
        .mapToPair(pack -> pack);
  }

  /** Ranges, means and variances of the rows to train on, in three passes. */
  ColumnStatistics statistics() {
    raw.context().setJobDescription("packing the rows and statistics of their columns");
    ColumnStatistics statistics =
        raw.treeAggregate(
            new ColumnStatistics(columns, targetColumns),
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

  /** Shards of scaled rows in the precision of the run. */
  JavaRDD<Shard> pack(Scaling features, Scaling targets, Precision precision) {
    return raw.map(shard -> Shard.pack(shard.id(), shard.rows(), features, targets, precision));
  }

  boolean sparse() {
    return sparse;
  }

  /** Share of features that are not 0. */
  double density() {
    return density;
  }

  int shardCount() {
    return shardCount;
  }

  int partitions() {
    return partitions;
  }

  /** Bytes of the packed features in a precision. */
  long packedBytes(Precision precision) {
    return (long)
        (sparse
            ? density * rows * columns * (Integer.BYTES + precision.bytes())
            : (double) rows * columns * precision.bytes());
  }

  /** Bytes that the features of a packed row take, on average. */
  long rowBytes(Precision precision) {
    return packedBytes(precision) / rows + 1;
  }

  @Override
  public void close() {
    raw.context().setJobDescription(null);
    raw.unpersist(false);
  }
}
