package io.rappel.jobs.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.UnionPartition;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * The splits of a data set's files, each one task's work as Spark sees them, with their place in
 * the input.
 */
final class Splits implements RowOrder {

  private static final long SMALLEST = 4L << 20;

  /** What is read in the time that it takes to open a file, in bytes. */
  private static final long OPENING = 64L << 10;

  /** Fewer rows are not worth a task of their own. */
  private static final long SHARE_ROWS = 50_000;

  private static final String SPLIT_BYTES = "spark.sql.files.maxPartitionBytes";

  private final JavaRDD<Row> rows;
  private final List<Split> ordered = new ArrayList<>();
  private final long splitBytes;

  /** One split: the partition of the RDD that reads it, and what it reads. */
  private record Split(int partition, Path file, int fileOrder, long start, long length) {}

  /**
   * @param rows of a scan of files, with or without some left out
   * @param files in the order of their rows
   * @param splitBytes how much small splits are grouped to
   */
  Splits(JavaRDD<Row> rows, InputFiles files, long splitBytes) {
    this.rows = rows;
    this.splitBytes = splitBytes;
    Map<Path, Integer> order = new HashMap<>();
    files.list().forEach(file -> order.put(file, order.size()));
    for (Partition partition : rows.rdd().partitions()) {
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

  /**
   * Makes a session read one split a partition, which Spark does not promise otherwise, so that
   * order can be restored.
   *
   * @return bytes of a split
   */
  static long configure(SparkSession session, long largest, long totalBytes) {
    int tasks = 2 * session.sparkContext().defaultParallelism();
    long bytes = Math.min(largest, Math.max(SMALLEST, totalBytes / tasks + 1));
    session.conf().set(SPLIT_BYTES, bytes + "b");
    session.conf().set("spark.sql.files.openCostInBytes", 2 * bytes + "b");
    session.conf().unset("spark.sql.files.maxPartitionNum");
    return bytes;
  }

  /** The largest split that the session allows, in bytes. */
  static long largest(SparkSession session) {
    return JavaUtils.byteStringAsBytes(session.conf().get(SPLIT_BYTES));
  }

  /** Of a condition that is never true, Spark makes partitions that read nothing. */
  private static PartitionedFile[] files(Partition partition) {
    if (partition instanceof UnionPartition<?> part) {
      return files(part.parentPartition());
    }
    return partition instanceof FilePartition splits ? splits.files() : new PartitionedFile[0];
  }

  /** The rows in Spark's own order, a split a partition. */
  @Override
  public JavaRDD<Row> unordered() {
    return rows;
  }

  /** A split a part, named as its file. */
  @Override
  public List<Part> parts() {
    return ordered.stream()
        .map(split -> new Part(split.partition(), InputFiles.display(split.file())))
        .toList();
  }

  /** {@inheritDoc} A file is taken to be as long as what is read in the time to open it. */
  @Override
  public <T> JavaRDD<T> grouped(JavaRDD<T> ofSplits) {
    return grouped(ofSplits, groups());
  }

  private static <T> JavaRDD<T> grouped(JavaRDD<T> ofSplits, List<List<Split>> groups) {
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

  /**
   * {@inheritDoc} A task that shares its rows with others reads all of them, so that there are no
   * more tasks for them than cores.
   */
  @Override
  public ColumnTasks tasks(JavaRDD<ColumnarBatch> ofSplits, RowGroups groups) {
    if (groups == null) {
      return RowOrder.super.tasks(ofSplits, null);
    }
    int cores = ofSplits.context().defaultParallelism();
    List<List<Split>> tasks = new ArrayList<>();
    List<long[]> shares = new ArrayList<>();
    for (List<Split> group : groups()) {
      long rows = group.stream().mapToLong(s -> groups.rows(s.file(), s.start(), s.length())).sum();
      long parts = Math.min(Math.round((double) rows * cores / groups.rows()), rows / SHARE_ROWS);
      parts = Math.max(1, Math.min(cores, parts));
      for (long part = 0; part < parts; part++) {
        tasks.add(group);
        // Whatever the footers say, each row is in one share.
        shares.add(
            new long[] {
              rows * part / parts, part + 1 == parts ? Long.MAX_VALUE : rows * (part + 1) / parts
            });
      }
    }
    return new ColumnTasks(grouped(ofSplits, tasks), shares.toArray(long[][]::new));
  }

  private List<List<Split>> groups() {
    List<List<Split>> groups = new ArrayList<>();
    long bytes = splitBytes;
    for (Split split : ordered) {
      long cost = OPENING + split.length();
      bytes += cost;
      if (bytes > splitBytes) {
        groups.add(new ArrayList<>());
        bytes = cost;
      }
      groups.get(groups.size() - 1).add(split);
    }
    return groups;
  }
}
