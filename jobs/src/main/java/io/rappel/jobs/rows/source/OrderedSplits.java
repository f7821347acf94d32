package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.files.InputFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.UnionPartition;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.PartitionedFile;

/** The splits that a scan of files reads, one a partition, in the order of the input. */
final class OrderedSplits {

  /** What is read in the time that it takes to open a file, in bytes. */
  private static final long OPENING = 64L << 10;

  /** Small splits are grouped to so many bytes at the most, where tasks are enough. */
  private static final long LARGEST_GROUP = 64L << 20;

  private final List<Split> ordered = new ArrayList<>();

  /** One split: the partition of the RDD that reads it, and what it reads. */
  record Split(int partition, Path file, int fileOrder, long start, long length) {

    /** Bytes that could be read in the time that this one takes. */
    long cost() {
      return OPENING + length;
    }
  }

  /**
   * @param scan of files, or what was made of it partition by partition
   * @param files in the order of their rows
   */
  OrderedSplits(RDD<?> scan, InputFiles files) {
    Map<Path, Integer> order = new HashMap<>();
    files.list().forEach(file -> order.put(file, order.size()));
    for (Partition partition : scan.partitions()) {
      for (PartitionedFile file : files(partition)) {
        Path path = file.toPath();
        ordered.add(
            new Split(
                partition.index(),
                path,
                order.getOrDefault(path, order.size()),
                file.start(),
                file.length()));
      }
    }
    ordered.sort(Comparator.comparingInt(Split::fileOrder).thenComparingLong(Split::start));
  }

  /** Of a condition that is never true, Spark makes partitions that read nothing. */
  private static PartitionedFile[] files(Partition partition) {
    if (partition instanceof UnionPartition<?> part) {
      return files(part.parentPartition());
    }
    return partition instanceof FilePartition splits ? splits.files() : new PartitionedFile[0];
  }

  /** A split a part, named as its file. */
  List<RowOrder.Part> parts() {
    return ordered.stream()
        .map(split -> new RowOrder.Part(split.partition(), InputFiles.display(split.file())))
        .toList();
  }

  /**
   * Puts what was made of the partitions into the input's order, and small neighbours into one
   * task.
   *
   * @param bytes how much small splits are grouped to, at the least
   */
  <T> JavaRDD<T> grouped(JavaRDD<T> ofSplits, long bytes) {
    int tasks = 2 * ofSplits.context().defaultParallelism();
    long ofTask = ordered.stream().mapToLong(Split::cost).sum() / tasks + 1;
    return grouped(ofSplits, groups(Math.max(bytes, Math.min(LARGEST_GROUP, ofTask))));
  }

  /** Puts what was made of the partitions into tasks, each of some splits in their order. */
  static <T> JavaRDD<T> grouped(JavaRDD<T> ofSplits, List<List<Split>> groups) {
    if (groups.isEmpty()) {
      return ofSplits;
    }
    int[][] partitions =
        groups.stream()
            .map(group -> group.stream().mapToInt(Split::partition).toArray())
            .toArray(int[][]::new);
    RDD<T> sorted = new SplitOrder(partitions).apply(ofSplits.rdd());
    return sorted.toJavaRDD();
  }

  /** The splits in the input's order, small neighbours together. */
  List<List<Split>> groups(long bytesOfGroup) {
    List<List<Split>> groups = new ArrayList<>();
    long bytes = 0;
    for (Split split : ordered) {
      long cost = split.cost();
      bytes += cost;
      if (groups.isEmpty() || bytes > bytesOfGroup) {
        groups.add(new ArrayList<>());
        bytes = cost;
      }
      groups.get(groups.size() - 1).add(split);
    }
    return groups;
  }
}
