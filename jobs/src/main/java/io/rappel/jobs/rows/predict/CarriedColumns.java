package io.rappel.jobs.rows.predict;

import io.rappel.jobs.rows.batch.LibsvmFeatures;
import io.rappel.jobs.rows.cell.Cells;
import io.rappel.jobs.rows.cell.LibsvmLine;
import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.jobs.rows.source.TextColumns;
import io.rappel.jobs.spark.SparkInternals;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.profile.TableProfile;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The input's columns as they go into an output. */
public final class CarriedColumns implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final UTF8String REPLACEMENT = UTF8String.fromString("\uFFFD");

  private final StructType schema;
  private final Carried[] cells;
  private final int[] texts;

  /** Makes a cell of the output of a row of the input, both Spark's own. */
  @FunctionalInterface
  private interface Carried extends Serializable {
    Object of(InternalRow row);
  }

  /**
   * @param input the columns of the rows
   * @param cells null: rows as they are
   */
  private CarriedColumns(StructType input, StructType schema, Carried[] cells) {
    this.schema = schema;
    this.cells = cells;
    this.texts =
        IntStream.range(0, input.size())
            .filter(i -> input.apply(i).dataType() instanceof StringType)
            .toArray();
  }

  /** Whether some text of a row is not UTF-8, or may come of bytes that could not be decoded. */
  boolean isSuspect(InternalRow row) {
    for (int column : texts) {
      if (!row.isNullAt(column)) {
        UTF8String text = row.getUTF8String(column);
        if (!SparkInternals.isAscii(text)
            && (!SparkInternals.isUtf8(text) || text.contains(REPLACEMENT))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Rows as they are. */
  public static CarriedColumns unchanged(StructType schema) {
    return new CarriedColumns(schema, schema, null);
  }

  /** The first cells as they are, without those that follow, such as what tells malformed rows. */
  public static CarriedColumns first(StructType schema) {
    Carried[] cells = new Carried[schema.size()];
    Arrays.setAll(cells, i -> unchanged(i, schema.apply(i).dataType()));
    return new CarriedColumns(schema, schema, cells);
  }

  private static Carried unchanged(int column, DataType type) {
    return row -> row.isNullAt(column) ? null : row.get(column, type);
  }

  /**
   * Columns of delimited files with the types that were found.
   *
   * @param profile of all columns
   * @param texts how the cells were read
   */
  public static CarriedColumns typed(StructType text, TableProfile profile, TextCells texts) {
    StructType types = TextColumns.types(text, profile);
    Carried[] cells = new Carried[types.size()];
    for (int i = 0; i < cells.length; i++) {
      DataType type = types.apply(i).dataType();
      cells[i] =
          text.apply(i).dataType().equals(type) ? unchanged(i, type) : parsed(i, type, texts);
    }
    return new CarriedColumns(text, types, cells);
  }

  private static Carried parsed(int column, DataType type, TextCells texts) {
    if (type.equals(DataTypes.BooleanType)) {
      return row -> {
        String text = row.isNullAt(column) ? "" : row.getUTF8String(column).toString().trim();
        return texts.isMissing(text) ? null : Boolean.valueOf(text);
      };
    }
    boolean integer = type.equals(DataTypes.LongType);
    return row -> {
      long cell = row.isNullAt(column) ? Cell.MISSING : number(row, column, texts);
      return Cell.isNumber(cell) ? number(row, column, cell, integer) : null;
    };
  }

  /** The number of a cell of text; integers without the rounding of float64. */
  private static Object number(InternalRow row, int column, long cell, boolean integer) {
    if (!integer) {
      return Cell.value(cell);
    }
    String text = row.getUTF8String(column).toString().trim();
    return Cells.isCanonicalLong(text) ? Long.valueOf(text) : (Long) (long) Cell.value(cell);
  }

  private static long number(InternalRow row, int column, TextCells texts) {
    return texts.cell(row.getUTF8String(column).toString());
  }

  /**
   * The label of a row of LIBSVM.
   *
   * @param typed whether it is to be a number, and not its usual text
   */
  public static CarriedColumns libsvm(boolean typed) {
    StructType schema =
        new StructType().add(LibsvmLine.LABEL, typed ? DataTypes.DoubleType : DataTypes.StringType);
    Carried label =
        row -> {
          double value = LibsvmLine.parse(LibsvmFeatures.line(row)).label();
          return typed ? (Object) value : UTF8String.fromString(Cell.textOf(value));
        };
    return new CarriedColumns(new StructType(), schema, new Carried[] {label});
  }

  /** The columns' names and types. */
  StructType schema() {
    return schema;
  }

  /** A row of the output, which is that of the input where nothing changes. */
  InternalRow of(InternalRow row) {
    if (cells == null) {
      return row;
    }
    Object[] values = new Object[cells.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = cells[i].of(row);
    }
    return new GenericInternalRow(values);
  }
}
