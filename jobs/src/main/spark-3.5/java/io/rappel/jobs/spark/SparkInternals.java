package io.rappel.jobs.spark;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

/** What the program takes of Spark's insides where its versions differ: Spark 3.5. */
public final class SparkInternals {

  private SparkInternals() {}

  /** How a frame is computed. */
  public static QueryExecution query(Dataset<Row> frame) {
    return frame.queryExecution();
  }

  /** The settings and the parser of a session. */
  public static SessionState state(SparkSession session) {
    return session.sessionState();
  }

  /** A frame of Spark's own rows. */
  public static Dataset<Row> frame(SparkSession session, RDD<InternalRow> rows, StructType schema) {
    return session.internalCreateDataFrame(rows, schema, false);
  }

  /** The name that Spark gives to what went wrong; null: none. */
  public static String condition(SparkThrowable thrown) {
    return thrown.getErrorClass();
  }

  /** Whether all characters of a text are of ASCII. */
  public static boolean isAscii(UTF8String text) {
    for (byte one : text.getBytes()) {
      if (one < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes of a text are UTF-8. */
  public static boolean isUtf8(UTF8String text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Whether the bytes of texts are UTF-8; null for null. */
  public static Column isUtf8(Column texts) {
    Column bytes = texts.cast("binary");
    return bytes.equalTo(functions.encode(functions.decode(bytes, "UTF-8"), "UTF-8"));
  }

  /** Closes what is written to, which this Parquet's writer does at its end. */
  public static void close(ParquetFileWriter ended) {}
}
