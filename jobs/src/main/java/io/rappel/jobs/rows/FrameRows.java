package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.InternalColumn;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows of frames, and frames of rows, converted cell by cell. Spark's own way, {@code
 * Dataset.javaRDD()} and {@code createDataFrame}, plans and compiles an expression for each column
 * first, whose cost grows with the square of their number.
 */
final class FrameRows {

  private static final Seq<Filter> NO_FILTERS =
      CollectionConverters.asScala(List.<Filter>of()).toSeq();

  private FrameRows() {}

  /** The rows of a frame, in its own partitions; cells as {@code Dataset.javaRDD()} has them. */
  static JavaRDD<Row> of(Dataset<Row> frame) {
    InternalColumn[] columns = columns(frame.schema());
    return internal(frame).map(row -> row(row, columns));
  }

  /** Spark's own rows of a frame, each to be used before there is asked for another. */
  static JavaRDD<InternalRow> internal(Dataset<Row> frame) {
    return delimitedScan(frame)
        .map(FrameRows::asParsed)
        .orElseGet(() -> query(frame).toRdd())
        .toJavaRDD();
  }

  /** The scan of files that a frame is, where it is nothing else. */
  private static Optional<FileSourceScanExec> scan(Dataset<Row> frame) {
    return query(frame).executedPlan() instanceof FileSourceScanExec scan
        ? Optional.of(scan)
        : Optional.empty();
  }

  private static QueryExecution query(Dataset<Row> frame) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) frame).queryExecution();
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

  /** A frame of rows, whose cells are of the schema's types. */
  static Dataset<Row> frame(SparkSession session, JavaRDD<Row> rows, StructType schema) {
    Converters converters = new Converters(schema);
    return ((org.apache.spark.sql.classic.SparkSession) session)
        .internalCreateDataFrame(rows.map(converters::internal).rdd(), schema, false);
  }

  /** Makes Spark's own rows. */
  private static final class Converters implements Serializable {

    private static final long serialVersionUID = 1L;

    private final List<Function1<Object, Object>> ofColumns;

    Converters(StructType schema) {
      ofColumns =
          Arrays.stream(schema.fields())
              .map(field -> CatalystTypeConverters.createToCatalystConverter(field.dataType()))
              .toList();
    }

    InternalRow internal(Row row) {
      Object[] values = new Object[row.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = ofColumns.get(i).apply(row.get(i));
      }
      return new GenericInternalRow(values);
    }
  }
}
