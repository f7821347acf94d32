package io.rappel.jobs.spark;

import java.io.IOException;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.spark.SparkThrowable;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.internal.SessionState;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** What the program takes of Spark's insides where its versions differ: Spark 4. */
public final class SparkInternals {

  private SparkInternals() {}

  /** How a frame is computed. */
  public static QueryExecution query(Dataset<Row> frame) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) frame).queryExecution();
  }

  /** The settings and the parser of a session. */
  public static SessionState state(SparkSession session) {
    return ((org.apache.spark.sql.classic.SparkSession) session).sessionState();
  }

  /** A frame of Spark's own rows. */
  public static Dataset<Row> frame(SparkSession session, RDD<InternalRow> rows, StructType schema) {
    return ((org.apache.spark.sql.classic.SparkSession) session)
        .internalCreateDataFrame(rows, schema, false);
  }

  /** The name that Spark gives to what went wrong; null: none. */
  public static String condition(SparkThrowable thrown) {
    return thrown.getCondition();
  }

  /** Whether all characters of a text are of ASCII. */
  public static boolean isAscii(UTF8String text) {
    return text.isFullAscii();
  }

  /** Whether the bytes of a text are UTF-8. */
  public static boolean isUtf8(UTF8String text) {
    return text.isValid();
  }

  /** Whether the bytes of texts are UTF-8; null for null. */
  public static Column isUtf8(Column texts) {
    return functions.is_valid_utf8(texts);
  }

  /** Closes what is written to. */
  public static void close(ParquetFileWriter writer) throws IOException {
    writer.close();
  }
}
