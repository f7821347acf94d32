package io.rappel.trainer.spark;

import org.apache.spark.Partitioner;

/**
 * Deals shards to partitions in turn, so that neighbours, of which mini-batches are made, are
 * apart.
 */
final class ShardPartitioner extends Partitioner {

  private static final long serialVersionUID = 1L;

  private final int partitions;

  ShardPartitioner(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key % partitions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShardPartitioner p && p.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
