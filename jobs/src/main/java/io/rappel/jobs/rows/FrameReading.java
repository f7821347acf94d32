package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.BatchMaker;
import io.rappel.jobs.rows.batch.InternalColumn;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.trainer.data.RowBatch;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a frame, in an order of its input. */
record FrameReading(Dataset<Row> frame, RowOrder order) implements RowSource.ReadableRows {

  @Override
  public JavaRDD<Row> rows() {
    return order.inOrder();
  }

  @Override
  public JavaRDD<RowBatch> batches(BatchMaker maker) {
    if (!(maker instanceof RowBatches batches)) {
      return RowSource.ReadableRows.super.batches(maker);
    }
    InternalColumn[] columns = FrameRows.columns(frame.schema());
    return order
        .grouped(FrameRows.internal(frame))
        .mapPartitions(rows -> batches.ofInternal(rows, columns));
  }
}
