package io.rappel.jobs.rows.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Tells values of JSON that have a type already: Spark's inference of a schema, which takes for
 * each value the narrowest type of all, would find the same one with them as without.
 */
final class JsonShape implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Digits of the decimals that Spark takes to hold all longs. */
  private static final int LONG_DIGITS = 20;

  private static final int MOST_DIGITS = 38;

  private final Kind kind;
  private final int digits;
  private final JsonShape element;
  private final HashMap<String, Integer> places = new HashMap<>();
  private final JsonShape[] fields;

  /** Whether some value was there. */
  private transient boolean found;

  private enum Kind {
    /** Null and empty text, which fit everywhere. */
    NOTHING,
    BOOLEAN,
    LONG,
    DECIMAL,
    DOUBLE,
    TEXT,
    ARRAY,
    STRUCT
  }

  private JsonShape(Kind kind, int digits, JsonShape element, Map<String, JsonShape> fields) {
    this.kind = kind;
    this.digits = digits;
    this.element = element;
    this.fields = fields.values().toArray(JsonShape[]::new);
    fields.keySet().forEach(name -> places.put(name, places.size()));
  }

  /** The shape of values of a type that Spark has inferred. */
  static JsonShape of(DataType type) {
    Map<String, JsonShape> fields = new HashMap<>();
    if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        fields.put(field.name(), of(field.dataType()));
      }
    }
    JsonShape element = type instanceof ArrayType array ? of(array.elementType()) : null;
    int digits = type instanceof DecimalType decimal ? decimal.precision() - decimal.scale() : 0;
    return new JsonShape(kind(type), digits, element, fields);
  }

  /**
   * The shape of what has been looked at so far. Spark takes values for text of which there are
   * none but null, and would have taken others as they are.
   */
  JsonShape found() {
    Map<String, JsonShape> found = new HashMap<>();
    places.forEach((name, place) -> found.put(name, fields[place].found()));
    return new JsonShape(
        kind == Kind.TEXT && !this.found ? Kind.NOTHING : kind,
        digits,
        element == null ? null : element.found(),
        found);
  }

  private static Kind kind(DataType type) {
    if (type instanceof BooleanType) {
      return Kind.BOOLEAN;
    }
    if (type instanceof LongType) {
      return Kind.LONG;
    }
    if (type instanceof DecimalType) {
      return Kind.DECIMAL;
    }
    if (type instanceof DoubleType) {
      return Kind.DOUBLE;
    }
    if (type instanceof ArrayType) {
      return Kind.ARRAY;
    }
    if (type instanceof StructType) {
      return Kind.STRUCT;
    }
    return type instanceof StringType ? Kind.TEXT : Kind.NOTHING;
  }

  /**
   * Whether the rows of a line fit; one that is no JSON, or has more than one value, does not.
   *
   * @param line in UTF-8: an object, an array of objects, or nothing
   */
  boolean fits(byte[] line, int length) {
    try (JsonParser tokens = JsonLine.tokens(line, length)) {
      JsonToken first = tokens.nextToken();
      boolean fits =
          first == null
              || (first == JsonToken.START_ARRAY ? allFit(this, tokens) : fits(first, tokens));
      return fits && tokens.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean fits(JsonToken first, JsonParser tokens) throws IOException {
    if (first == JsonToken.VALUE_NULL || first == JsonToken.VALUE_STRING && isEmpty(tokens)) {
      return true;
    }
    found = true;
    return switch (first) {
      case VALUE_STRING -> kind == Kind.TEXT;
      case VALUE_TRUE, VALUE_FALSE -> kind == Kind.TEXT || kind == Kind.BOOLEAN;
      case VALUE_NUMBER_FLOAT -> kind == Kind.TEXT || kind == Kind.DOUBLE;
      case VALUE_NUMBER_INT -> fitsInteger(tokens);
      case START_OBJECT -> kind == Kind.STRUCT ? fitsObject(tokens) : fitsText(tokens);
      case START_ARRAY -> kind == Kind.ARRAY ? allFit(element, tokens) : fitsText(tokens);
      default -> false;
    };
  }

  /** Whether a text is empty, where that makes a difference. */
  private boolean isEmpty(JsonParser tokens) throws IOException {
    return !(found && kind == Kind.TEXT) && tokens.getTextLength() == 0;
  }

  private boolean fitsInteger(JsonParser tokens) throws IOException {
    boolean isLong = tokens.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    return switch (kind) {
      case TEXT, DOUBLE -> true;
      case LONG -> isLong;
      case DECIMAL ->
          isLong
              ? digits >= LONG_DIGITS
              : tokens.getDecimalValue().precision() <= Math.min(digits, MOST_DIGITS);
      default -> false;
    };
  }

  /** Objects and arrays are text as they are written, where other values are text too. */
  private boolean fitsText(JsonParser tokens) throws IOException {
    tokens.skipChildren();
    return kind == Kind.TEXT;
  }

  private static boolean allFit(JsonShape shape, JsonParser tokens) throws IOException {
    for (JsonToken next = tokens.nextToken();
        next != JsonToken.END_ARRAY;
        next = tokens.nextToken()) {
      if (next == null || !shape.fits(next, tokens)) {
        return false;
      }
    }
    return true;
  }

  /** Keys that are there twice become two columns, which do not fit. */
  private boolean fitsObject(JsonParser tokens) throws IOException {
    boolean[] seen = new boolean[fields.length];
    while (tokens.nextToken() == JsonToken.FIELD_NAME) {
      Integer place = places.get(tokens.currentName());
      if (place == null || seen[place] || !fields[place].fits(tokens.nextToken(), tokens)) {
        return false;
      }
      seen[place] = true;
    }
    return true;
  }
}
