package io.rappel.jobs.rows.files;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;

/** One type for the cells of two. */
final class WiderType {

  private WiderType() {}

  /** Whether two types are the same but for where values may be missing. */
  static boolean same(DataType one, DataType other) {
    return DataType.equalsIgnoreNullability(one, other);
  }

  /** The type that holds the cells of both; null: there is none. Only numbers are widened. */
  static DataType of(DataType one, DataType other) {
    if (same(one, other) || other instanceof NullType) {
      return one;
    }
    if (one instanceof NullType) {
      return other;
    }
    return one instanceof NumericType && other instanceof NumericType ? number(one, other) : null;
  }

  private static DataType number(DataType one, DataType other) {
    if (isFloating(one) || isFloating(other)) {
      return DataTypes.DoubleType;
    }
    if (one instanceof DecimalType || other instanceof DecimalType) {
      return decimal(asDecimal(one), asDecimal(other));
    }
    return one.defaultSize() >= other.defaultSize() ? one : other;
  }

  private static boolean isFloating(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType;
  }

  private static DecimalType asDecimal(DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal;
    }
    return new DecimalType(type instanceof LongType ? 20 : 10, 0);
  }

  private static DataType decimal(DecimalType one, DecimalType other) {
    int scale = Math.max(one.scale(), other.scale());
    int whole = Math.max(one.precision() - one.scale(), other.precision() - other.scale());
    return whole + scale <= DecimalType.MAX_PRECISION()
        ? new DecimalType(whole + scale, scale)
        : DataTypes.DoubleType;
  }
}
