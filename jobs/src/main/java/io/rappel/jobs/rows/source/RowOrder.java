package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.files.RowGroups;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Rows, and the order in which they are in the input. */
interface RowOrder {

  /** The rows as Spark reads them. */
  JavaRDD<Row> unordered();

  /** The rows in the input's order. */
  default JavaRDD<Row> inOrder() {
    return grouped(unordered());
  }

  /**
   * Puts what was made of the partitions of {@link #unordered} into the input's order, and small
   * neighbours into one task.
   */
  <T> JavaRDD<T> grouped(JavaRDD<T> ofPartitions);

  /**
   * Tasks for rows by column, as {@link #grouped} has them; where groups of rows are few and large,
   * several for each.
   *
   * @param groups null: they are not known
   */
  default ColumnTasks tasks(JavaRDD<ColumnarBatch> ofPartitions, RowGroups groups) {
    return new ColumnTasks(grouped(ofPartitions), new long[0][]);
  }

  /** The partitions of {@link #unordered}, in the input's order. */
  List<Part> parts();

  /**
   * A partition: its index, and what it reads, with neighbours of the same name counted on.
   *
   * @param name for people, such as a file's path
   */
  record Part(int partition, String name) {}
}
