package io.rappel.jobs.rows.batch;

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

  /** The columns of one batch after another. */
  private final class Batches implements Reading {

    private final CellColumn[] columns = new CellColumn[width];

    Batches() {
      Arrays.setAll(columns, j -> new CellColumn(texts, categories[j]));
    }

    @Override
    public RowBatch read(List<InternalRow> rows) {
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

    /** Rows that become parts of columns at once, so that columns are written in stretches. */
    private static final int STRETCH = 16;

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

    /** Sets the cells of a row that has an array. */
    abstract void read(InternalRow row, long[] cells);

    @Override
    public final void read(List<InternalRow> rows, Batches to) {
      long[][] columns = new long[length][];
      for (int k = 0; k < length; k++) {
        columns[k] = to.columns[first + k].room(rows.size());
      }
      long[][] stretch = new long[Math.min(STRETCH, rows.size())][length];
      for (int from = 0; from < rows.size(); from += STRETCH) {
        int count = Math.min(STRETCH, rows.size() - from);
        for (int i = 0; i < count; i++) {
          Arrays.fill(stretch[i], Cell.MISSING);
          if (!rows.get(from + i).isNullAt(place)) {
            read(rows.get(from + i), stretch[i]);
          }
        }
        for (int k = 0; k < length; k++) {
          for (int i = 0; i < count; i++) {
            columns[k][from + i] = stretch[i][k];
          }
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
    void read(InternalRow row, long[] cells) {
      InternalRow vector = row.getStruct(place, STRUCT_FIELDS);
      double[] values = vector.getArray(3).toDoubleArray();
      if (vector.getByte(0) == SPARSE) {
        requireLength(vector.getInt(1));
        Arrays.fill(cells, Cell.number(0));
        int[] indices = vector.getArray(2).toIntArray();
        for (int k = 0; k < indices.length; k++) {
          cells[indices[k]] = Cell.number(values[k]);
        }
        return;
      }
      requireLength(values.length);
      for (int k = 0; k < values.length; k++) {
        cells[k] = Cell.number(values[k]);
      }
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
    void read(InternalRow row, long[] cells) {
      ArrayData array = row.getArray(place);
      requireLength(array.numElements());
      for (int k = 0; k < cells.length; k++) {
        if (!array.isNullAt(k)) {
          cells[k] = Cell.number(number(array.get(k, type)));
        }
      }
    }

    private static double number(Object value) {
      return value instanceof Number number
          ? number.doubleValue()
          : ((org.apache.spark.sql.types.Decimal) value).toDouble();
    }
  }
}
