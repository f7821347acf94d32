package io.rappel.jobs.rows.order;

import io.rappel.trainer.spark.engine.SerializableCoalescer;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;
import scala.collection.Seq;

/**
 * Puts the splits of files back into the input's order, and small neighbours into one task. Spark
 * itself sorts splits by length.
 */
final class SplitOrder implements SerializableCoalescer {

  private static final long serialVersionUID = 1L;

  private final int[][] groups;

  /**
   * @param groups for each partition of the result, in order, the parent's partitions in order
   */
  SplitOrder(int[][] groups) {
    this.groups = groups;
  }

  @Override
  public PartitionGroup[] coalesce(int maxPartitions, RDD<?> parent) {
    Partition[] partitions = parent.partitions();
    PartitionGroup[] result = new PartitionGroup[groups.length];
    for (int g = 0; g < groups.length; g++) {
      Seq<String> hosts = parent.preferredLocations(partitions[groups[g][0]]);
      result[g] = new PartitionGroup(hosts.headOption());
      for (int split : groups[g]) {
        result[g].partitions().$plus$eq(partitions[split]);
      }
    }
    return result;
  }

  /** The rows of the RDD in this order. */
  <T> RDD<T> apply(RDD<T> splits) {
    return splits.coalesce(groups.length, false, Option.apply(this), null);
  }
}
