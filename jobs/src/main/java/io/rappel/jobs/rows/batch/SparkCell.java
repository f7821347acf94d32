package io.rappel.jobs.rows.batch;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import scala.Function1;

/**
 * Makes the cell of a {@code Row} of one of Spark's own rows, which it reuses for the next; null
 * where nothing is there.
 */
@FunctionalInterface
public interface SparkCell extends Serializable {

  Object of(SpecializedGetters row);

  /** For a column. */
  static SparkCell of(int column, DataType type) {
    SparkCell present = present(column, type);
    return row -> row.isNullAt(column) ? null : present.of(row);
  }

  /** A cell that is there. */
  private static SparkCell present(int column, DataType type) {
    if (type instanceof StringType) {
      return row -> row.getUTF8String(column).toString();
    }
    if (type instanceof DoubleType) {
      return row -> row.getDouble(column);
    }
    if (type instanceof FloatType) {
      return row -> row.getFloat(column);
    }
    if (type instanceof LongType) {
      return row -> row.getLong(column);
    }
    if (type instanceof IntegerType) {
      return row -> row.getInt(column);
    }
    if (type instanceof BooleanType) {
      return row -> row.getBoolean(column);
    }
    Function1<Object, Object> converter = CatalystTypeConverters.createToScalaConverter(type);
    return row -> converter.apply(row.get(column, type));
  }
}
