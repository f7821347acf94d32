package io.rappel.jobs.rows;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The input's columns as they go into an output. */
final class CarriedColumns implements Serializable {

  private static final long serialVersionUID = 1L;

  private final StructType schema;
  private final Cell[] cells;

  /** Makes a cell of the output of a row of the input. */
  @FunctionalInterface
  private interface Cell extends Serializable {
    Object of(Row row);
  }

  private CarriedColumns(StructType schema, Cell[] cells) {
    this.schema = schema;
    this.cells = cells;
  }

  /** Columns as they are. */
  static CarriedColumns unchanged(StructType schema) {
    Cell[] cells =
        IntStream.range(0, schema.size())
            .mapToObj(i -> (Cell) row -> row.get(i))
            .toArray(Cell[]::new);
    return new CarriedColumns(schema, cells);
  }

  /** Columns of text, numbers and booleans where all their cells are. */
  static CarriedColumns typed(StructType text, TableSummary summary) {
    StructField[] fields = text.fields().clone();
    Cell[] cells = new Cell[fields.length];
    for (int i = 0; i < cells.length; i++) {
      StructField field = fields[i];
      DataType type =
          field.dataType().equals(DataTypes.StringType)
              ? type(summary.profile(i))
              : field.dataType();
      fields[i] = DataTypes.createStructField(field.name(), type, true);
      cells[i] = cell(i, field.dataType().equals(type) ? null : type);
    }
    return new CarriedColumns(new StructType(fields), cells);
  }

  private static DataType type(ColumnProfile profile) {
    if (profile.isBoolean()) {
      return DataTypes.BooleanType;
    }
    if (profile.isLongs()) {
      return DataTypes.LongType;
    }
    return profile.isDoubles() ? DataTypes.DoubleType : DataTypes.StringType;
  }

  private static Cell cell(int column, DataType parsed) {
    if (parsed == null) {
      return row -> row.get(column);
    }
    if (parsed.equals(DataTypes.BooleanType)) {
      return row -> missing(row, column) ? null : Cells.number(row.get(column)) == 1;
    }
    if (parsed.equals(DataTypes.LongType)) {
      return row -> missing(row, column) ? null : Long.valueOf(row.getString(column).trim());
    }
    return row -> missing(row, column) ? null : Cells.number(row.get(column));
  }

  private static boolean missing(Row row, int column) {
    return Cells.isMissing(row.get(column));
  }

  /** The label of rows of LIBSVM. */
  static CarriedColumns libsvm(boolean integral) {
    StructType schema =
        new StructType()
            .add(LibsvmRows.LABEL, integral ? DataTypes.LongType : DataTypes.DoubleType);
    Cell label =
        integral
            ? row -> (long) LibsvmLine.parse(row.getString(0)).label()
            : row -> LibsvmLine.parse(row.getString(0)).label();
    return new CarriedColumns(schema, new Cell[] {label});
  }

  /** The columns' names and types. */
  StructType schema() {
    return schema;
  }

  /** Writes a row's cells into the first cells of an output. */
  void copy(Row row, Object[] output) {
    for (int i = 0; i < cells.length; i++) {
      output[i] = cells[i].of(row);
    }
  }
}
