package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.files.RowGroups;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * The splits of a data set's files, each one task's work as Spark sees them, with their place in
 * the input.
 */
final class Splits implements RowOrder {

  private static final long SMALLEST = 4L << 20;

  /** Fewer rows are not worth a task of their own. */
  private static final long SHARE_ROWS = 50_000;

  private static final String SPLIT_BYTES = "spark.sql.files.maxPartitionBytes";

  private final JavaRDD<Row> rows;
  private final OrderedSplits splits;
  private final long splitBytes;

  /**
   * @param rows of a scan of files, with or without some left out
   * @param files in the order of their rows
   * @param splitBytes how much small splits are grouped to
   */
  Splits(JavaRDD<Row> rows, InputFiles files, long splitBytes) {
    this.rows = rows;
    this.splits = new OrderedSplits(rows.rdd(), files);
    this.splitBytes = splitBytes;
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

  /** The rows in Spark's own order, a split a partition. */
  @Override
  public JavaRDD<Row> unordered() {
    return rows;
  }

  @Override
  public List<Part> parts() {
    return splits.parts();
  }

  @Override
  public <T> JavaRDD<T> grouped(JavaRDD<T> ofSplits) {
    return splits.grouped(ofSplits, splitBytes);
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
    List<List<OrderedSplits.Split>> tasks = new ArrayList<>();
    List<long[]> shares = new ArrayList<>();
    for (List<OrderedSplits.Split> group : splits.groups(splitBytes)) {
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
    return new ColumnTasks(OrderedSplits.grouped(ofSplits, tasks), shares.toArray(long[][]::new));
  }
}
