package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import scala.collection.Seq;

/**
 * Rows whose arrays and vectors of numbers have each entry as a column too, after all others: of
 * {@code v} they are {@code v[0]}, {@code v[1]}, …; all rows have as many as the first one in which
 * there is one.
 */
public final class ExpandedSource extends WrappedSource {

  /** Entries that arrays have at the most: each is a column. */
  private static final int MOST_ENTRIES = 20_000;

  private static final String CELL = "__cell_";

  /** How vectors are stored, and seen where MLlib's classes are not there. */
  private static final List<String> STRUCT = List.of("type", "size", "indices", "values");

  private static final byte DENSE = 1;

  private static final String OF_STRUCT =
      "if($.type = 1, $.values, transform(sequence(0, $.size - 1),"
          + " i -> coalesce(element_at(map_from_arrays($.indices, $.values), i), 0D)))";

  private final List<ArrayColumn> columns;
  private final StructType schema;
  private final Dataset<Row> frame;

  /** A column of arrays of numbers, or of vectors, at a place. */
  private record ArrayColumn(int place, String name, DataType type, int length) {

    List<String> entries() {
      return IntStream.range(0, length).mapToObj(i -> name + "[" + i + "]").toList();
    }

    DataType entryType() {
      return type instanceof ArrayType array ? array.elementType() : DataTypes.DoubleType;
    }

    /** The array of a row; a vector is one of doubles. */
    static Column array(int place, DataType type) {
      Column cell = functions.col(CELL + place);
      if (type instanceof StructType) {
        return functions.expr(OF_STRUCT.replace("$", CELL + place));
      }
      return type instanceof ArrayType
          ? cell
          // Spark's function refuses a vector that is missing.
          : functions.when(
              cell.isNotNull(), org.apache.spark.ml.functions.vector_to_array(cell, "float64"));
    }

    static int length(Object cell) {
      if (cell instanceof Row struct) {
        return struct.getByte(0) == DENSE ? struct.getList(3).size() : struct.getInt(1);
      }
      return cell instanceof Vector vector ? vector.size() : ((Seq<?>) cell).size();
    }

    static Object entry(Object cell, int index) {
      if (cell == null) {
        return null;
      }
      if (cell instanceof Row struct) {
        int at = struct.getByte(0) == DENSE ? index : struct.getList(2).indexOf(index);
        return at < 0 ? (Object) 0.0 : struct.getList(3).get(at);
      }
      return cell instanceof Vector vector ? vector.apply(index) : ((Seq<?>) cell).apply(index);
    }
  }

  private ExpandedSource(RowSource all, List<ArrayColumn> columns) {
    super(all);
    this.columns = columns;
    StructType known = all.schema();
    StructType expanded = known;
    int width = all.frame().columns().length;
    List<Column> arrays = new ArrayList<>();
    List<Column> cells = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      arrays.add(functions.col(CELL + i));
    }
    for (int i = 0; i < known.size(); i++) {
      cells.add(functions.col(CELL + i));
    }
    for (ArrayColumn column : columns) {
      String array = "__array_" + column.place();
      arrays.add(ArrayColumn.array(column.place(), column.type()).as(array));
      int entry = 0;
      for (String name : column.entries()) {
        cells.add(entry(functions.col(array), entry++, column).as(CELL + name));
        expanded = expanded.add(name, column.entryType());
      }
    }
    for (int i = known.size(); i < width; i++) {
      cells.add(functions.col(CELL + i));
    }
    this.schema = expanded;
    this.frame =
        numbered(all.frame())
            .select(arrays.toArray(Column[]::new))
            .select(cells.toArray(Column[]::new));
  }

  private static Column entry(Column array, int index, ArrayColumn column) {
    Column entry = functions.get(array, functions.lit(index));
    if (index > 0) {
      return entry;
    }
    // An array of another length ends the reading, whose place is then looked for.
    Column fits = array.isNull().or(functions.size(array).equalTo(column.length()));
    Column fails = functions.raise_error(functions.lit("another length")).cast(column.entryType());
    return functions.when(fits, entry).otherwise(fails);
  }

  /** The rows with columns that are named by their places. */
  private static Dataset<Row> numbered(Dataset<Row> frame) {
    String[] names = new String[frame.columns().length];
    Arrays.setAll(names, i -> CELL + i);
    return frame.toDF(names);
  }

  /**
   * The rows of a source, with the entries of its arrays, of which it looks into the first.
   *
   * @param wanted whether entries of an array are read; others may be of any length
   * @throws ArrayFaultException if arrays are too long, or an entry has the name of a column
   */
  static RowSource of(RowSource source, Predicate<String> wanted) {
    if (source.isLibsvm() || source.findsTypes()) {
      return source;
    }
    List<ArrayColumn> found = new ArrayList<>();
    for (int i = 0; i < source.schema().size(); i++) {
      StructField field = source.schema().apply(i);
      if (isArray(field.dataType()) && wanted.test(field.name())) {
        int length = length(source, i, field);
        if (length > 0) {
          found.add(new ArrayColumn(i, field.name(), field.dataType(), length));
        }
      }
    }
    return found.isEmpty() ? source : new ExpandedSource(source, found);
  }

  /** Whether a column of a type holds arrays of numbers, or vectors. */
  public static boolean isArray(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof NumericType
        || type instanceof StructType struct && List.of(struct.fieldNames()).equals(STRUCT)
        || type instanceof UserDefinedType<?> defined
            && Vector.class.isAssignableFrom(defined.userClass());
  }

  /** Whether a name, in whichever case, is that of an entry of an array. */
  public static boolean isEntry(String name, String array) {
    return name.regionMatches(true, 0, array, 0, array.length())
        && name.startsWith("[", array.length());
  }

  /** The length of the first array that there is; 0: there is none. */
  private static int length(RowSource source, int place, StructField field) {
    Column array = ArrayColumn.array(place, field.dataType());
    List<Row> first =
        source.look(
            frame ->
                numbered(frame)
                    .select(functions.size(array))
                    .where(array.isNotNull())
                    .takeAsList(1));
    int length = first.isEmpty() ? 0 : first.get(0).getInt(0);
    if (length > MOST_ENTRIES) {
      throw new ArrayFaultException(
          field.name(),
          ("column '%s' of %s has arrays of %d numbers, and each would be a feature: %d is the most;"
                  + " wide sparse rows are read from LIBSVM")
              .formatted(field.name(), source, length, MOST_ENTRIES),
          null);
    }
    List<String> names = List.of(source.schema().fieldNames());
    for (int i = 0; i < length; i++) {
      String entry = field.name() + "[" + i + "]";
      if (names.contains(entry)) {
        throw new ArrayFaultException(
            field.name(),
            "column '%s' of %s has the name of an entry of '%s'"
                .formatted(entry, source, field.name()),
            null);
      }
    }
    return length;
  }

  @Override
  public Map<String, List<String>> arrays() {
    Map<String, List<String>> arrays = new LinkedHashMap<>();
    columns.forEach(column -> arrays.put(column.name(), column.entries()));
    return arrays;
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public StructType carried() {
    return all.schema();
  }

  @Override
  public Dataset<Row> frame() {
    return frame;
  }

  @Override
  public ReadableRows readable() {
    return ReadableRows.of(frame, () -> order(frame));
  }

  @Override
  public <T> T read(Pass<T> pass) {
    try {
      return all.read(new OfEntries<>(pass));
    } catch (DataException e) {
      throw e;
    } catch (RuntimeException e) {
      requireLengths(e);
      throw e;
    }
  }

  /** A pass over these rows, where the other source reads. */
  private final class OfEntries<T> implements Pass<T> {

    private final Pass<T> pass;

    OfEntries(Pass<T> pass) {
      this.pass = pass;
    }

    @Override
    public T over(ReadableRows rows) {
      return pass.over(readable());
    }

    @Override
    public long malformed(T found) {
      return pass.malformed(found);
    }

    @Override
    public boolean isEmpty(T found) {
      return pass.isEmpty(found);
    }

    @Override
    public void discard(T found) {
      pass.discard(found);
    }
  }

  private void requireLengths(RuntimeException cause) {
    for (ArrayColumn column : columns) {
      RowMatches found;
      try {
        found = all.find(List.of(new OtherLength(column.place(), column.length()))).get(0);
      } catch (DataException none) {
        continue;
      }
      throw new ArrayFaultException(
          column.name(),
          "column '%s' has arrays of %d numbers and %s, the first in %s: all have to be of one length"
              .formatted(
                  column.name(),
                  column.length(),
                  Sentences.count(found.count(), "other") + " such as one of " + found.value(),
                  found.place()),
          cause);
    }
  }

  private record OtherLength(int place, int length) implements RowMatches.Fault {
    @Override
    public String in(Row row) {
      Object cell = row.get(place);
      int found = cell == null ? length : ArrayColumn.length(cell);
      return found == length ? null : Integer.toString(found);
    }
  }

  @Override
  public List<RowMatches> find(List<? extends RowMatches.Fault> faults) {
    int known = all.schema().size();
    int[][] arrays =
        columns.stream().map(c -> new int[] {c.place(), c.length()}).toArray(int[][]::new);
    return all.find(
        faults.stream()
            .map(fault -> (RowMatches.Fault) new OfExpanded(fault, known, arrays))
            .toList());
  }

  /** A fault of a row with its entries, looked for in rows without. */
  private record OfExpanded(RowMatches.Fault fault, int known, int[][] arrays)
      implements RowMatches.Fault {
    @Override
    public String in(Row row) {
      List<Object> cells = new ArrayList<>();
      for (int i = 0; i < known; i++) {
        cells.add(row.get(i));
      }
      for (int[] array : arrays) {
        Object cell = row.get(array[0]);
        for (int i = 0; i < array[1]; i++) {
          cells.add(ArrayColumn.entry(cell, i));
        }
      }
      for (int i = known; i < row.size(); i++) {
        cells.add(row.get(i));
      }
      return fault.in(RowFactory.create(cells.toArray()));
    }
  }
}
