package io.rappel.jobs.rows.batch;

import io.rappel.trainer.data.RowBatch;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/** Makes batches of the rows of a task. */
public interface BatchMaker extends FlatMapFunction<Iterator<Row>, RowBatch>, Serializable {}
