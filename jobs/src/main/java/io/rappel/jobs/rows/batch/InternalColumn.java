package io.rappel.jobs.rows.batch;

import io.rappel.trainer.data.Cell;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.Function1;

/** A column of rows as Spark has them inside, one by one or as vectors. */
public final class InternalColumn implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The year 1900: from here on, all calendars agree, and all zones of time have whole seconds. */
  private static final long PLAIN_DAYS = -25_567;

  private static final long SECONDS_OF_DAY = 24 * 60 * 60;
  private static final long MICROS = 1_000_000;

  private final int place;
  private final DataType type;
  private final Kind kind;
  private final Function1<Object, Object> converter;

  private enum Kind {
    DOUBLE,
    FLOAT,
    LONG,
    INT,
    SHORT,
    BYTE,
    BOOLEAN,
    TEXT,
    DATE,
    MOMENT,
    OTHER
  }

  /**
   * @param place in the rows
   */
  public InternalColumn(int place, DataType type) {
    this.place = place;
    this.type = type;
    this.kind = type instanceof StringType ? Kind.TEXT : kind(type);
    this.converter = CatalystTypeConverters.createToScalaConverter(type);
  }

  private static Kind kind(DataType type) {
    if (type instanceof DoubleType) {
      return Kind.DOUBLE;
    }
    if (type instanceof FloatType) {
      return Kind.FLOAT;
    }
    if (type instanceof LongType) {
      return Kind.LONG;
    }
    if (type instanceof IntegerType) {
      return Kind.INT;
    }
    if (type instanceof ShortType) {
      return Kind.SHORT;
    }
    if (type instanceof ByteType) {
      return Kind.BYTE;
    }
    if (type instanceof BooleanType) {
      return Kind.BOOLEAN;
    }
    if (type instanceof DateType) {
      return Kind.DATE;
    }
    return type instanceof TimestampType || type instanceof TimestampNTZType
        ? Kind.MOMENT
        : Kind.OTHER;
  }

  /** Whether vectors of a type can be copied. */
  public static boolean isPlain(DataType type) {
    return type instanceof StringType || type instanceof DecimalType || kind(type) != Kind.OTHER;
  }

  /** The cell as {@code Row} has it; null where nothing is there. */
  public Object value(SpecializedGetters row) {
    if (row.isNullAt(place)) {
      return null;
    }
    return switch (kind) {
      case DOUBLE -> row.getDouble(place);
      case FLOAT -> row.getFloat(place);
      case LONG -> row.getLong(place);
      case INT -> row.getInt(place);
      case SHORT -> row.getShort(place);
      case BYTE -> row.getByte(place);
      case BOOLEAN -> row.getBoolean(place);
      case TEXT -> row.getUTF8String(place).toString();
      default -> converter.apply(row.get(place, type));
    };
  }

  /** Sets a column's cell to this one's of a row. */
  void copy(SpecializedGetters row, CellColumn to, int at) {
    if (row.isNullAt(place)) {
      to.set(at, null);
    } else if (isNumber() && to.takesNumbers()) {
      to.setCell(at, Cell.number(number(row)));
    } else if (kind == Kind.TEXT) {
      byte[] utf8 = row.getUTF8String(place).getBytes();
      to.set(at, utf8, 0, utf8.length);
    } else if (kind == Kind.DATE && row.getInt(place) >= PLAIN_DAYS) {
      to.setCell(at, Cell.moment(row.getInt(place) * SECONDS_OF_DAY));
    } else if (kind == Kind.MOMENT && row.getLong(place) / MICROS / SECONDS_OF_DAY > PLAIN_DAYS) {
      to.setCell(at, Cell.moment(Math.floorDiv(row.getLong(place), MICROS)));
    } else {
      to.set(at, value(row));
    }
  }

  private boolean isNumber() {
    return kind.ordinal() <= Kind.BYTE.ordinal();
  }

  private double number(SpecializedGetters row) {
    return switch (kind) {
      case DOUBLE -> row.getDouble(place);
      case FLOAT -> row.getFloat(place);
      case LONG -> row.getLong(place);
      case INT -> row.getInt(place);
      case SHORT -> row.getShort(place);
      default -> row.getByte(place);
    };
  }

  /** Sets a column's cells, from one on, to some of this one's of a batch. */
  void copy(ColumnarBatch batch, int first, int count, CellColumn to, int at) {
    if (!isNumber() || !to.takesNumbers()) {
      for (int i = 0; i < count; i++) {
        copy(batch.getRow(first + i), to, at + i);
      }
      return;
    }
    ColumnVector vector = batch.column(place);
    double[] values = numbers(vector, first, count);
    long[] cells = to.room(at + count);
    boolean gaps = vector.hasNull();
    for (int i = 0; i < count; i++) {
      cells[at + i] = gaps && vector.isNullAt(first + i) ? Cell.MISSING : Cell.number(values[i]);
    }
  }

  /** Numbers of a vector; of no meaning where nothing is there. */
  private double[] numbers(ColumnVector vector, int first, int count) {
    if (kind == Kind.DOUBLE && !isCoded(vector)) {
      return vector.getDoubles(first, count);
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      if (!vector.isNullAt(first + i)) {
        values[i] = number(vector, first + i);
      }
    }
    return values;
  }

  /** Whether values are codes of a dictionary, which are looked up one by one. */
  private static boolean isCoded(ColumnVector vector) {
    return vector instanceof WritableColumnVector written && written.hasDictionary();
  }

  private double number(ColumnVector vector, int row) {
    return switch (kind) {
      case DOUBLE -> vector.getDouble(row);
      case FLOAT -> vector.getFloat(row);
      case LONG -> vector.getLong(row);
      case INT -> vector.getInt(row);
      case SHORT -> vector.getShort(row);
      default -> vector.getByte(row);
    };
  }
}
