package io.rappel.trainer.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.features.DatePart;
import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.JsonInput;
import io.rappel.trainer.model.file.Quoted;
import io.rappel.trainer.network.Activation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How Jackson writes and reads {@link ModelJson}: nothing is converted on the way, a number is none
 * in quotes, and no key is passed over. The parser is a {@link JsonInput}'s, with its bounds.
 */
final class ModelMapper {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(
              SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS,
              SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(Encoding.class, Kinds.class)
          .addMixIn(Encoding.Affine.class, Affine.class)
          .addMixIn(Encoding.OneHot.class, OneHot.class)
          .addMixIn(Encoding.Part.class, Part.class)
          .addMixIn(Encoding.Hat.class, Knots.class)
          .addMixIn(Encoding.Thermometer.class, Knots.class)
          .addModule(strictValues())
          .build();

  private ModelMapper() {}

  /** Reads the value at whose first token a parser stands. */
  private interface Reading<T> {
    T read(JsonParser parser) throws IOException;
  }

  /** Reads a value that may be left out, but is not null. */
  private static final class Strict<T> extends JsonDeserializer<T> {
    private final String kind;
    private final Reading<T> reading;

    Strict(String kind, Reading<T> reading) {
      this.kind = kind;
      this.reading = reading;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      T value = reading.read(parser);
      if (value == null) {
        throw new ValueProblem("is not " + kind);
      }
      return value;
    }

    @Override
    public T getNullValue(DeserializationContext context) {
      throw new ValueProblem("is not " + kind);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return null;
    }
  }

  private static SimpleModule strictValues() {
    SimpleModule module = new SimpleModule();
    add(module, "a string", ModelMapper::text, String.class);
    add(module, "a whole number", ModelMapper::count, Long.class);
    add(module, "a whole number", ModelMapper::width, Integer.class);
    add(module, "true or false", ModelMapper::truth, Boolean.class, boolean.class);
    add(module, "a number", ModelMapper::number, Double.class, double.class);
    addConstants(module, Task.class);
    addConstants(module, Loss.class);
    addConstants(module, Precision.class);
    addConstants(module, Activation.class);
    addConstants(module, FeatureKind.class);
    addConstants(module, DatePart.class);
    return module;
  }

  @SafeVarargs
  private static <T> void add(
      SimpleModule module, String kind, Reading<T> reading, Class<T>... types) {
    for (Class<T> type : types) {
      module.addDeserializer(type, new Strict<>(kind, reading));
    }
  }

  /** Constants by their names in files, which are their {@code toString()}. */
  private static <E extends Enum<E>> void addConstants(SimpleModule module, Class<E> type) {
    add(module, "a string", parser -> constant(type, text(parser)), type);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.toString().equals(name)) {
        return constant;
      }
    }
    if (name == null) {
      return null;
    }
    throw new ValueProblem(
        "is %s, which is none of %s"
            .formatted(Quoted.of(name), Arrays.toString(type.getEnumConstants())));
  }

  private static String text(JsonParser parser) throws IOException {
    return parser.hasToken(JsonToken.VALUE_STRING) ? parser.getText() : null;
  }

  private static Boolean truth(JsonParser parser) {
    return parser.currentToken().isBoolean() ? parser.hasToken(JsonToken.VALUE_TRUE) : null;
  }

  private static Double number(JsonParser parser) throws IOException {
    return parser.currentToken().isNumeric() ? parser.getDoubleValue() : null;
  }

  private static Long count(JsonParser parser) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      return null;
    }
    boolean large = parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    if (large || parser.getLongValue() < 0) {
      throw new ValueProblem("is %s, not a number from 0 to 2^63 - 1".formatted(parser.getText()));
    }
    return parser.getLongValue();
  }

  /** Of a layer; there are no other numbers of this type. */
  private static Integer width(JsonParser parser) throws IOException {
    Long count = count(parser);
    if (count != null && (count < 1 || count > Integer.MAX_VALUE)) {
      throw new ValueProblem("is %d, not a width from 1 to 2^31 - 1".formatted(count));
    }
    return count == null ? null : count.intValue();
  }

  /** The version of the format, which is checked before what other versions may not have. */
  static final class Version extends JsonDeserializer<Long> {
    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      long version = context.readValue(parser, Long.class);
      if (version < ModelFormat.OLDEST_VERSION || version > ModelFormat.VERSION) {
        throw new IllegalArgumentException(
            "format version %d is not supported; this program reads versions %d to %d"
                .formatted(version, ModelFormat.OLDEST_VERSION, ModelFormat.VERSION));
      }
      return version;
    }
  }

  /** A string or null. */
  static final class TextOrNull extends JsonDeserializer<String> {
    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return context.readValue(parser, String.class);
    }
  }

  /** In version 1 a feature is a name. */
  static final class NameOrColumn extends JsonDeserializer<Object> {
    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String name = text(parser);
      return name == null ? context.readValue(parser, ModelJson.Column.class) : name;
    }
  }

  /** A number, a string, true, false or null. */
  static final class GoldenCell extends JsonDeserializer<Object> {
    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.hasToken(JsonToken.VALUE_STRING)) {
        return parser.getText();
      }
      return parser.currentToken().isBoolean()
          ? context.readValue(parser, Boolean.class)
          : (Object) context.readValue(parser, Double.class);
    }
  }

  /** An object of any content, in the bounds of {@link JsonInput}. */
  static final class Free extends JsonDeserializer<Map<String, Object>> {
    @Override
    public Map<String, Object> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return ((JsonInput) context.getAttribute(JsonInput.class)).free(parser.currentName());
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Encoding.Affine.class, name = "affine"),
    @JsonSubTypes.Type(value = Encoding.Missing.class, name = "missing"),
    @JsonSubTypes.Type(value = Encoding.OneHot.class, name = "one-hot"),
    @JsonSubTypes.Type(value = Encoding.Part.class, name = "part"),
    @JsonSubTypes.Type(value = Encoding.Hat.class, name = "hat"),
    @JsonSubTypes.Type(value = Encoding.Thermometer.class, name = "thermometer")
  })
  private interface Kinds {}

  private abstract static class Affine {
    @JsonCreator
    Affine(
        @JsonProperty(value = "offset", required = true) double offset,
        @JsonProperty(value = "factor", required = true) double factor,
        @JsonProperty("limit") double limit) {}
  }

  private abstract static class OneHot {
    @JsonCreator
    OneHot(
        @JsonProperty(value = "levels", required = true) List<String> levels,
        @JsonProperty(value = "rest", required = true) boolean rest,
        @JsonProperty(value = "missing", required = true) boolean missing) {}
  }

  private abstract static class Part {
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    Part(@JsonProperty(value = "part", required = true) DatePart part) {}
  }

  private abstract static class Knots {
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    Knots(@JsonProperty(value = "knots", required = true) List<Double> knots) {}
  }
}
