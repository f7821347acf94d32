package io.rappel.jobs.rows.source;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Rows by column, in the input's order. Several tasks may read the same rows, of which each keeps a
 * share of its own.
 *
 * @param shares for each partition, the first row that it keeps and the one behind its last
 */
public record ColumnTasks(JavaRDD<ColumnarBatch> batches, long[][] shares) {

  /** Every row. */
  static final long[] ALL = {0, Long.MAX_VALUE};

  /** The share of a partition. */
  public static long[] share(long[][] shares, int partition) {
    return partition < shares.length ? shares[partition] : ALL;
  }
}
