package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.batch.InternalColumn;
import io.rappel.jobs.spark.SparkInternals;
import java.util.Arrays;
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
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.collection.immutable.List$;

/**
 * Rows of frames, converted cell by cell, and frames of rows. Spark's own way, {@code
 * Dataset.javaRDD()}, plans and compiles an expression for each column first, whose cost grows with
 * the square of their number.
 */
public final class FrameRows {

  private FrameRows() {}

  /** The rows of a frame, in its own partitions; cells as {@code Dataset.javaRDD()} has them. */
  static JavaRDD<Row> of(Dataset<Row> frame) {
    InternalColumn[] columns = columns(frame.schema());
    return internal(frame).map(row -> row(row, columns));
  }

  /** The rows of a frame as Spark has them itself; a task may reuse one for the next. */
  static JavaRDD<InternalRow> internal(Dataset<Row> frame) {
    return delimitedScan(frame)
        .map(FrameRows::asParsed)
        .orElseGet(() -> SparkInternals.query(frame).toRdd())
        .toJavaRDD();
  }

  /**
   * The same, where nothing is planned before an action needs the rows: frames that are made of
   * them are as lazy as others.
   */
  public static JavaRDD<InternalRow> deferred(Dataset<Row> frame) {
    return new DeferredRows(frame).toJavaRDD();
  }

  /** The scan of files that a frame is, where it is nothing else. */
  private static Optional<FileSourceScanExec> scan(Dataset<Row> frame) {
    return SparkInternals.query(frame).executedPlan() instanceof FileSourceScanExec scan
        ? Optional.of(scan)
        : Optional.empty();
  }

  /**
   * The rows of a frame by column, in the same partitions, where Spark reads its files so and does
   * nothing else with them; a task reuses one batch for the next.
   */
  static Optional<JavaRDD<ColumnarBatch>> columns(Dataset<Row> frame) {
    SparkPlan plan = SparkInternals.query(frame).executedPlan();
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

  /** The scan of delimited files that a frame is, where it is nothing else. */
  static Optional<FileSourceScanExec> delimitedScan(Dataset<Row> frame) {
    return scan(frame).filter(FrameRows::isDelimited);
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
                List$.MODULE$.empty(),
                scan.relation().options(),
                SparkInternals.state(session).newHadoopConfWithOptions(scan.relation().options())),
        files.filePartitions(),
        scan.requiredSchema(),
        FileScanRDD.$lessinit$greater$default$5(),
        FileScanRDD.$lessinit$greater$default$6(),
        FileScanRDD.$lessinit$greater$default$7());
  }

  /** The columns of the rows of a frame. */
  static InternalColumn[] columns(StructType schema) {
    InternalColumn[] columns = new InternalColumn[schema.size()];
    Arrays.setAll(columns, i -> new InternalColumn(i, schema.apply(i).dataType()));
    return columns;
  }

  private static Row row(InternalRow row, InternalColumn[] columns) {
    Object[] values = new Object[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns[i].value(row);
    }
    return RowFactory.create(values);
  }

  /** A frame of Spark's own rows. */
  public static Dataset<Row> frame(
      SparkSession session, JavaRDD<InternalRow> rows, StructType schema) {
    return SparkInternals.frame(session, rows.rdd(), schema);
  }
}
