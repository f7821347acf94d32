package io.rappel.jobs.rows;

import io.rappel.trainer.data.DataException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Columns of text in files and tables whose writers may have put any bytes there. */
final class TextColumns {

  private TextColumns() {}

  /**
   * @throws DataException if a cell of text is not UTF-8
   */
  static void requireUtf8(RowSource source) {
    Column fault = functions.lit(null).cast("string");
    for (StructField field : source.schema().fields()) {
      if (field.dataType() instanceof StringType) {
        Column cell = functions.col("`" + field.name().replace("`", "``") + "`");
        Column invalid = functions.not(functions.is_valid_utf8(cell));
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
