package io.rappel.jobs.rows.json;

import io.rappel.jobs.rows.files.FileFrames;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.spark.SparkInternals;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Reads files of JSON as Spark's scan of them does, in the same partitions and by its own parser.
 * Lines that have more than an object or array are an error, which Spark would read no further.
 */
public final class JsonRows extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final StructType columns;
  private final JSONOptions options;
  private final JsonShape shape;
  private final Broadcast<SerializableConfiguration> hadoop;

  private JsonRows(
      StructType columns,
      JSONOptions options,
      JsonShape shape,
      Broadcast<SerializableConfiguration> hadoop) {
    this.columns = columns;
    this.options = options;
    this.shape = shape;
    this.hadoop = hadoop;
  }

  /**
   * The rows of a frame that is a scan of JSON.
   *
   * @param guess of its columns, which each row is to fit, see {@link UnexpectedJson}; null: they
   *     are sure
   */
  public static Dataset<Row> of(Dataset<Row> frame, JsonGuess guess) {
    FileSourceScanExec scan =
        (FileSourceScanExec) SparkInternals.query(frame).executedPlan().collectLeaves().head();
    SparkSession session = scan.relation().sparkSession();
    JsonRows reader =
        new JsonRows(
            scan.requiredSchema(),
            new JSONOptions(
                scan.relation().options(),
                session.conf().get("spark.sql.session.timeZone"),
                FileFrames.settings(session).columnNameOfCorruptRecord()),
            guess == null ? null : guess.shape(),
            JavaSparkContext.fromSparkContext(session.sparkContext())
                .broadcast(
                    new SerializableConfiguration(
                        SparkInternals.state(session)
                            .newHadoopConfWithOptions(scan.relation().options()))));
    FileScanRDD rows =
        new FileScanRDD(
            session,
            reader,
            ((FileScanRDD) scan.inputRDD()).filePartitions(),
            scan.requiredSchema(),
            FileScanRDD.$lessinit$greater$default$5(),
            FileScanRDD.$lessinit$greater$default$6(),
            FileScanRDD.$lessinit$greater$default$7());
    return ordered(SparkInternals.frame(session, rows, read(scan)), frame.columns());
  }

  private static StructType read(FileSourceScanExec scan) {
    StructType read = scan.requiredSchema();
    for (StructField folder : scan.relation().partitionSchema().fields()) {
      read = read.add(folder);
    }
    return read;
  }

  /** Columns that are in files and in names of folders stand where the files have them. */
  private static Dataset<Row> ordered(Dataset<Row> read, String[] columns) {
    return Arrays.equals(read.columns(), columns)
        ? read
        : read.select(
            Arrays.stream(columns)
                .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
                .toArray(Column[]::new));
  }

  @Override
  public Iterator<InternalRow> apply(PartitionedFile file) {
    return new JsonFile(
        file,
        hadoop.value().value(),
        new JsonRowParser(columns, options),
        shape,
        InputFiles.display(file.toPath()));
  }
}
