package io.rappel.jobs.rows.batch;

import io.rappel.trainer.data.RowBatch;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads the features of rows as Spark has them itself, and no labels: what predictions need. */
public interface FeatureReader extends Serializable {

  /** Whether it is a row at all, and not an empty line. */
  boolean isRow(InternalRow row);

  /** Begins a task's rows. */
  Reading begin();

  /** The rows of a task, some at a time. */
  interface Reading {

    /**
     * Features of rows.
     *
     * @param rows at most {@link RowBatch#ROWS}
     * @return malformed rows are not among them
     */
    RowBatch read(List<InternalRow> rows);

    /**
     * Features of the rows from − to of a batch of columns.
     *
     * @param to at most {@link RowBatch#ROWS} behind the first
     */
    RowBatch read(ColumnarBatch columns, int from, int to);
  }
}
