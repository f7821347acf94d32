package rappel.ml.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns of frames, by name. */
public final class Columns {

  private static final String FIRST = "[0]";

  private Columns() {}

  /** A column whose name may have anything in it. */
  public static Column named(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /**
   * @throws IllegalArgumentException if there is no such column
   */
  public static StructField require(StructType schema, String name) {
    List<String> names = List.of(schema.fieldNames());
    int place = names.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException(
          "there is no column '%s' among %s".formatted(name, String.join(", ", names)));
    }
    return schema.apply(place);
  }

  /**
   * @throws IllegalArgumentException if a column is neither of vectors nor of arrays of numbers
   */
  public static void requireVector(StructType schema, String name) {
    DataType type = require(schema, name).dataType();
    boolean array = type instanceof ArrayType of && of.elementType() instanceof NumericType;
    if (!array && !type.equals(SQLDataTypes.VectorType())) {
      throw new IllegalArgumentException(
          "featuresCol '%s' is %s: it is a vector or an array of numbers, and plain columns are named by featuresCols"
              .formatted(name, type.simpleString()));
    }
  }

  /**
   * The schema with a column more.
   *
   * @throws IllegalArgumentException if there is one of the name
   */
  static StructType with(StructType schema, StructField added) {
    if (List.of(schema.fieldNames()).contains(added.name())) {
      throw new IllegalArgumentException("column '%s' exists already".formatted(added.name()));
    }
    return schema.add(added);
  }

  /** How many values a column of indices has, by what earlier stages say of it. */
  public static OptionalInt values(StructField field) {
    if (!(field.dataType() instanceof NumericType)) {
      return OptionalInt.empty();
    }
    Attribute about = Attribute.fromStructField(field);
    if (about instanceof BinaryAttribute) {
      return OptionalInt.of(2);
    }
    if (about instanceof NominalAttribute nominal && nominal.getNumValues().isDefined()) {
      return OptionalInt.of((int) nominal.getNumValues().get());
    }
    return OptionalInt.empty();
  }

  /** Whether a frame has a plain column with the name of an array's first entry. */
  static boolean hasEntry(StructType schema, String array) {
    return List.of(schema.fieldNames()).contains(array + FIRST);
  }

  /** The array whose entries some features are, from its first on and no others; null: none is. */
  public static String array(List<String> features) {
    String first = features.get(0);
    if (!first.endsWith(FIRST)) {
      return null;
    }
    String array = first.substring(0, first.length() - FIRST.length());
    for (int k = 0; k < features.size(); k++) {
      if (!features.get(k).equals(array + "[" + k + "]")) {
        return null;
      }
    }
    return array;
  }

  /** The columns that features are taken from, where entries of arrays are not told apart. */
  public static String[] of(List<String> features) {
    List<String> columns = new ArrayList<>();
    for (int j = 0; j < features.size(); j++) {
      String name = features.get(j);
      int length = 0;
      if (name.endsWith(FIRST)) {
        String array = name.substring(0, name.length() - FIRST.length());
        while (j + length < features.size()
            && features.get(j + length).equals(array + "[" + length + "]")) {
          length++;
        }
        columns.add(array);
        j += length - 1;
      } else {
        columns.add(name);
      }
    }
    return columns.toArray(String[]::new);
  }
}
