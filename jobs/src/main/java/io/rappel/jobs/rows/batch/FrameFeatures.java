package io.rappel.jobs.rows.batch;

import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.features.FeatureSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Features of a model, read from the rows of a frame of which only the columns are known: cells of
 * plain columns, and entries of vectors and arrays without a column for each.
 */
public final class FrameFeatures implements FeatureReader {

  private static final long serialVersionUID = 1L;

  private static final int STRUCT_FIELDS = 4;
  private static final byte SPARSE = 0;

  private final TextCells texts;
  private final boolean[] categories;
  private final Source[] sources;
  private final int width;

  /** Columns of a frame that give features from one on. */
  private interface Source extends java.io.Serializable {

    void read(List<InternalRow> rows, Batches to);
  }

  /**
   * Finds a model's features in a frame.
   *
   * @param schema of the frame
   * @param specs of the model's features, in their order
   * @param cells what text says
   * @param array name of the array or vector whose entries are features; null: each is a column
   * @param column where the frame has it; of no meaning without
   * @throws DataException if a column is not there, or of a type that is no feature
   */
  public static FrameFeatures of(
      StructType schema, List<FeatureSpec> specs, CellRules cells, String array, String column) {
    Source[] sources = new Source[specs.size()];
    int next = 0;
    for (int j = 0; j < specs.size(); j++) {
      String name = specs.get(j).name();
      int length = entries(specs, j, schema);
      if (length > 0) {
        String of = name.substring(0, name.length() - "[0]".length());
        int place = place(schema, of.equals(array) ? column : of);
        sources[next++] = entries(schema, place, j, length);
        j += length - 1;
      } else {
        int place = place(schema, name);
        requireCell(schema, place);
        sources[next++] = new Plain(place, schema.apply(place).dataType(), j);
      }
    }
    boolean[] categories = new boolean[specs.size()];
    for (int j = 0; j < categories.length; j++) {
      categories[j] = specs.get(j).kind() == FeatureKind.CATEGORY;
    }
    return new FrameFeatures(
        new TextCells(cells, false), categories, Arrays.copyOf(sources, next), specs.size());
  }

  private FrameFeatures(TextCells texts, boolean[] categories, Source[] sources, int width) {
    this.texts = texts;
    this.categories = categories;
    this.sources = sources;
    this.width = width;
  }

  /** How many features from one on are the entries of one array, all of it; 0: none. */
  private static int entries(List<FeatureSpec> specs, int first, StructType schema) {
    String name = specs.get(first).name();
    if (!name.endsWith("[0]") || List.of(schema.fieldNames()).contains(name)) {
      return 0;
    }
    String array = name.substring(0, name.length() - "[0]".length());
    int length = 1;
    while (first + length < specs.size()
        && specs.get(first + length).name().equals(array + "[" + length + "]")) {
      length++;
    }
    return length;
  }

  private static int place(StructType schema, String column) {
    int place = List.of(schema.fieldNames()).indexOf(column);
    if (place < 0) {
      throw new DataException(
          "the data frame has no column '%s', which the model needs".formatted(column));
    }
    return place;
  }

  private static void requireCell(StructType schema, int place) {
    DataType type = schema.apply(place).dataType();
    boolean fits =
        type instanceof NumericType
            || type instanceof StringType
            || type instanceof BooleanType
            || type instanceof DateType
            || type instanceof TimestampType
            || type instanceof TimestampNTZType;
    if (!fits) {
      throw unfit(schema, place);
    }
  }

  private static DataException unfit(StructType schema, int place) {
    return new DataException(
        "column '%s' is %s, which is no feature of the model"
            .formatted(schema.apply(place).name(), schema.apply(place).dataType().simpleString()));
  }

  private static Source entries(StructType schema, int place, int first, int length) {
    DataType type = schema.apply(place).dataType();
    String name = schema.apply(place).name();
    if (type instanceof UserDefinedType<?> defined
        && Vector.class.isAssignableFrom(defined.userClass())) {
      return new Vectors(place, name, first, length);
    }
    if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
      return new NumberArrays(place, name, array.elementType(), first, length);
    }
    throw unfit(schema, place);
  }

  @Override
  public boolean isRow(InternalRow row) {
    return true;
  }

  @Override
  public Reading begin() {
    return new Batches();
  }

  /** The rows of one batch after another. */
  private final class Batches implements Reading {

    private final CellColumn[] columns = new CellColumn[width];

    Batches() {
      Arrays.setAll(columns, j -> new CellColumn(texts, categories[j]));
    }

    TextCells texts() {
      return texts;
    }

    @Override
    public RowBatch read(List<InternalRow> rows) {
      if (sources.length == 1 && sources[0] instanceof Entries all) {
        return RowBatch.vectors(rows.size(), width, all.byRow(rows, texts));
      }
      for (Source source : sources) {
        source.read(rows, this);
      }
      long[][] cells = Stream.of(columns).map(CellColumn::take).toArray(long[][]::new);
      Texts[] found = Stream.of(columns).map(CellColumn::texts).toArray(Texts[]::new);
      return RowBatch.table(rows.size(), cells, found, new long[0][], new Texts[0], null);
    }

    @Override
    public RowBatch read(ColumnarBatch batch, int from, int to) {
      throw new UnsupportedOperationException("rows of frames are read one by one");
    }
  }

  /** A column of cells. */
  private static final class Plain implements Source {

    private static final long serialVersionUID = 1L;

    private final InternalColumn cell;
    private final int feature;

    Plain(int place, DataType type, int feature) {
      this.cell = new InternalColumn(place, type);
      this.feature = feature;
    }

    @Override
    public void read(List<InternalRow> rows, Batches to) {
      for (int i = 0; i < rows.size(); i++) {
        cell.copy(rows.get(i), to.columns[feature], i);
      }
    }
  }

  /** A column of arrays, whose entries are features. */
  private abstract static class Entries implements Source {

    private static final long serialVersionUID = 1L;

    final int place;
    private final String name;
    private final int first;
    private final int length;

    Entries(int place, String name, int first, int length) {
      this.place = place;
      this.name = name;
      this.first = first;
      this.length = length;
    }

    /** The numbers of a row that has an array; NaN where one is missing. */
    abstract double[] numbers(InternalRow row);

    /** The numbers of some rows, row by row; NaN where one is missing, or stands for nothing. */
    final double[] byRow(List<InternalRow> rows, TextCells texts) {
      double[] all = new double[Math.multiplyExact(rows.size(), length)];
      for (int i = 0; i < rows.size(); i++) {
        if (rows.get(i).isNullAt(place)) {
          Arrays.fill(all, i * length, (i + 1) * length, Double.NaN);
          continue;
        }
        double[] numbers = numbers(rows.get(i));
        for (int k = 0; k < length; k++) {
          boolean none = texts.isMissing(numbers[k]);
          all[i * length + k] = none ? Double.NaN : numbers[k] + 0.0; // −0 is 0
        }
      }
      return all;
    }

    @Override
    public final void read(List<InternalRow> rows, Batches to) {
      double[] all = byRow(rows, to.texts());
      for (int k = 0; k < length; k++) {
        long[] cells = to.columns[first + k].room(rows.size());
        for (int i = 0; i < rows.size(); i++) {
          cells[i] = Cell.number(all[i * length + k]);
        }
      }
    }

    final void requireLength(int found) {
      if (found != length) {
        throw new DataException(
            "column '%s' has an array of %d numbers, and the model's has %d"
                .formatted(name, found, length));
      }
    }
  }

  private static final class Vectors extends Entries {

    private static final long serialVersionUID = 1L;

    Vectors(int place, String name, int first, int length) {
      super(place, name, first, length);
    }

    @Override
    double[] numbers(InternalRow row) {
      InternalRow vector = row.getStruct(place, STRUCT_FIELDS);
      double[] values = vector.getArray(3).toDoubleArray();
      if (vector.getByte(0) != SPARSE) {
        requireLength(values.length);
        return values;
      }
      requireLength(vector.getInt(1));
      double[] all = new double[vector.getInt(1)];
      int[] indices = vector.getArray(2).toIntArray();
      for (int k = 0; k < indices.length; k++) {
        all[indices[k]] = values[k];
      }
      return all;
    }
  }

  private static final class NumberArrays extends Entries {

    private static final long serialVersionUID = 1L;

    private final DataType type;

    NumberArrays(int place, String name, DataType type, int first, int length) {
      super(place, name, first, length);
      this.type = type;
    }

    @Override
    double[] numbers(InternalRow row) {
      ArrayData array = row.getArray(place);
      requireLength(array.numElements());
      double[] numbers = new double[array.numElements()];
      for (int k = 0; k < numbers.length; k++) {
        numbers[k] = array.isNullAt(k) ? Double.NaN : number(array.get(k, type));
      }
      return numbers;
    }

    private static double number(Object value) {
      return value instanceof Number number
          ? number.doubleValue()
          : ((org.apache.spark.sql.types.Decimal) value).toDouble();
    }
  }
}
