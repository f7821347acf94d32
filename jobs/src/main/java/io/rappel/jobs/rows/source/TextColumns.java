package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.spark.SparkInternals;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.profile.ColumnProfile;
import io.rappel.trainer.data.profile.TableProfile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns of text in files and tables whose writers may have put any bytes there. */
public final class TextColumns {

  private static final double BEYOND_LONGS = 0x1p63;

  private TextColumns() {}

  /** The columns with the types of their cells, where these are text. */
  public static StructType types(StructType text, TableProfile profile) {
    StructField[] fields = text.fields().clone();
    for (int i = 0; i < fields.length; i++) {
      DataType type = fields[i].dataType();
      fields[i] =
          DataTypes.createStructField(
              fields[i].name(),
              type.equals(DataTypes.StringType) ? type(profile.feature(i)) : type,
              true);
    }
    return new StructType(fields);
  }

  private static DataType type(ColumnProfile cells) {
    if (cells.moments() > 0 || cells.texts() > 0 && cells.texts() > cells.booleans()) {
      return DataTypes.StringType;
    }
    if (cells.texts() > 0) {
      return cells.numbers() == 0 ? DataTypes.BooleanType : DataTypes.StringType;
    }
    if (cells.numbers() == 0) {
      return DataTypes.StringType;
    }
    boolean integers =
        cells.fractional() == 0 && Math.max(-cells.minimum(), cells.maximum()) < BEYOND_LONGS;
    return integers ? DataTypes.LongType : DataTypes.DoubleType;
  }

  /**
   * @throws DataException if a cell of text is not UTF-8
   */
  static void requireUtf8(RowSource source) {
    Column fault = functions.lit(null).cast("string");
    for (StructField field : source.schema().fields()) {
      if (field.dataType() instanceof StringType) {
        Column cell = functions.col("`" + field.name().replace("`", "``") + "`");
        Column invalid = functions.not(SparkInternals.isUtf8(cell));
        fault = functions.coalesce(fault, functions.when(invalid, functions.lit(field.name())));
      }
    }
    Dataset<Row> faults = source.frame().select(fault.as("fault"));
    if (!faults.filter(functions.col("fault").isNotNull()).isEmpty()) {
      RowMatches found = RowMatches.find(source.order(faults), row -> row.getString(0));
      throw new DataException(
          "column '%s' has text that is not UTF-8 in %s".formatted(found.value(), found.place()));
    }
  }
}
