package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.SparkCell;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows of frames, converted cell by cell, and frames of rows. Spark's own way, {@code
 * Dataset.javaRDD()}, plans and compiles an expression for each column first, whose cost grows with
 * the square of their number.
 */
final class FrameRows {

  private static final Seq<Filter> NO_FILTERS =
      CollectionConverters.asScala(List.<Filter>of()).toSeq();

  private FrameRows() {}

  /** The rows of a frame, in its own partitions; cells as {@code Dataset.javaRDD()} has them. */
  static JavaRDD<Row> of(Dataset<Row> frame) {
    SparkCell[] cells = cells(frame.schema());
    return internal(frame).map(row -> row(row, cells));
  }

  /** The rows of a frame as Spark has them itself; a task may reuse one for the next. */
  static JavaRDD<InternalRow> internal(Dataset<Row> frame) {
    QueryExecution query = query(frame);
    RDD<InternalRow> rows =
        query.executedPlan() instanceof FileSourceScanExec scan && isDelimited(scan)
            ? asParsed(scan)
            : query.toRdd();
    return rows.toJavaRDD();
  }

  /**
   * The rows of a frame by column, in the same partitions, where Spark reads its files so and does
   * nothing else with them; a task reuses one batch for the next.
   */
  static Optional<JavaRDD<ColumnarBatch>> columns(Dataset<Row> frame) {
    SparkPlan plan = query(frame).executedPlan();
    if (plan instanceof WholeStageCodegenExec compiled) {
      plan = compiled.child();
    }
    if (plan instanceof ColumnarToRowExec rows) {
      plan = rows.child();
    }
    if (plan instanceof InputAdapter adapter) {
      plan = adapter.child();
    }
    return plan instanceof FileSourceScanExec scan && scan.supportsColumnar()
        ? Optional.of(scan.executeColumnar().toJavaRDD())
        : Optional.empty();
  }

  private static QueryExecution query(Dataset<Row> frame) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) frame).queryExecution();
  }

  private static boolean isDelimited(FileSourceScanExec scan) {
    return scan.relation().fileFormat() instanceof CSVFileFormat
        && scan.relation().partitionSchema().isEmpty();
  }

  /**
   * Rows as Spark's parser of delimited text makes them. The scan itself compiles a copy of each
   * row, anew for each task.
   */
  private static RDD<InternalRow> asParsed(FileSourceScanExec scan) {
    SparkSession session = scan.relation().sparkSession();
    FileScanRDD files = (FileScanRDD) scan.inputRDD();
    return new FileScanRDD(
        session,
        new CSVFileFormat()
            .buildReader(
                session,
                scan.relation().dataSchema(),
                scan.relation().partitionSchema(),
                scan.requiredSchema(),
                NO_FILTERS,
                scan.relation().options(),
                ((org.apache.spark.sql.classic.SparkSession) session)
                    .sessionState()
                    .newHadoopConfWithOptions(scan.relation().options())),
        files.filePartitions(),
        scan.requiredSchema(),
        FileScanRDD.$lessinit$greater$default$5(),
        FileScanRDD.$lessinit$greater$default$6(),
        FileScanRDD.$lessinit$greater$default$7());
  }

  private static SparkCell[] cells(StructType schema) {
    SparkCell[] cells = new SparkCell[schema.size()];
    Arrays.setAll(cells, i -> SparkCell.of(i, schema.apply(i).dataType()));
    return cells;
  }

  private static Row row(InternalRow row, SparkCell[] cells) {
    Object[] values = new Object[cells.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = cells[i].of(row);
    }
    return RowFactory.create(values);
  }

  /** A frame of Spark's own rows. */
  static Dataset<Row> frame(SparkSession session, JavaRDD<InternalRow> rows, StructType schema) {
    return ((org.apache.spark.sql.classic.SparkSession) session)
        .internalCreateDataFrame(rows.rdd(), schema, false);
  }
}
