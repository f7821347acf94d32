package io.rappel.trainer.spark.deal;

import io.rappel.trainer.spark.engine.SerializableCoalescer;
import org.apache.spark.Partition;
import org.apache.spark.Partitioner;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/**
 * Where buckets and shards lie. Both are the last bits of a row's hash, so a shard is a part of a
 * bucket, or several buckets together. Shards are dealt to partitions in turn, so that neighbours,
 * of which mini-batches are made, are apart; a partition holds whole shards.
 */
public final class ShardPlacement implements SerializableCoalescer {

  private static final long serialVersionUID = 1L;

  /** The key of what is no row. */
  static final int PROFILES = -1;

  private final int buckets;
  private final int shards;
  private final int partitions;

  /**
   * @param buckets a power of two
   * @param shards a power of two
   * @param partitions wanted; there are no more than shards or buckets
   */
  public ShardPlacement(int buckets, int shards, int partitions) {
    this.buckets = buckets;
    this.shards = shards;
    this.partitions = Math.min(partitions, Math.min(buckets, shards));
  }

  public int shards() {
    return shards;
  }

  public int partitions() {
    return partitions;
  }

  /** The partition of a shard. */
  public int partition(int shard) {
    return (shard & (Math.min(buckets, shards) - 1)) % partitions;
  }

  /**
   * Buckets that belong to one shard, or hold several, come together: the last bits that both have.
   */
  public int family(int bucket) {
    return bucket & (Math.min(buckets, shards) - 1);
  }

  /** Brings the buckets of a partition together, those of a family side by side. */
  @Override
  public PartitionGroup[] coalesce(int ignored, RDD<?> dealt) {
    Partition[] parts = dealt.partitions();
    PartitionGroup[] groups = new PartitionGroup[partitions];
    for (int p = 0; p < partitions; p++) {
      groups[p] = new PartitionGroup(Option.empty());
    }
    int families = Math.min(buckets, shards);
    for (int family = 0; family < families; family++) {
      for (int bucket = family; bucket < buckets; bucket += families) {
        groups[family % partitions].partitions().$plus$eq(parts[bucket]);
      }
    }
    return groups;
  }

  public <T> RDD<T> apply(RDD<T> dealt) {
    return dealt.coalesce(partitions, false, Option.apply(this), null);
  }

  /** Sends each bucket to a partition of its own, and profiles to the last one. */
  static Partitioner byBucket(int buckets) {
    return new ByBucket(buckets);
  }

  private static final class ByBucket extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final int buckets;

    ByBucket(int buckets) {
      this.buckets = buckets;
    }

    @Override
    public int numPartitions() {
      return buckets + 1;
    }

    @Override
    public int getPartition(Object key) {
      int bucket = (Integer) key;
      return bucket == PROFILES ? buckets : bucket;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByBucket b && b.buckets == buckets;
    }

    @Override
    public int hashCode() {
      return buckets;
    }
  }
}
