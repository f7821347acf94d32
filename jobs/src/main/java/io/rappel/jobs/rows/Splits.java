package io.rappel.jobs.rows;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The splits of a data set's files, each one task's work as Spark sees them, with their place in
 * the input.
 */
final class Splits implements RowOrder {

  private static final long SMALLEST = 4L << 20;

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

  /** The rows in the input's order, in one partition. */
  JavaRDD<Row> inOnePartition() {
    return splits.grouped(rows, Long.MAX_VALUE);
  }
}
