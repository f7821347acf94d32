package io.rappel.trainer.model.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads JSON of an expected shape token by token, or into records, so that a file cannot make its
 * reader hold more than what is expected. Refuses bytes that are not UTF-8, keys that occur twice,
 * deep nesting, huge strings and text after the end.
 */
public final class JsonInput implements Closeable {

  /** Reads one value, of which the parser stands at the first token. */
  interface Value {
    void read() throws IOException;
  }

  /** Reads the value of a member. */
  interface Member {
    void read(String key) throws IOException;
  }

  static final int DEEPEST = 64;
  static final int LONGEST_STRING = 1 << 20;

  /** Values of free form in one file, which are held as objects. */
  private static final int MOST_FREE_VALUES = 100_000;

  // Without a table of names shared between files, equal hashes of names cannot be provoked.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_STRING)
                  .maxNumberLength(100)
                  .build())
          .build();

  private final String file;
  private final JsonParser parser;
  private int freeValues;

  /**
   * Goes to the first token.
   *
   * @param file path for messages
   */
  public JsonInput(String file, InputStream stream) throws IOException {
    this.file = file;
    this.parser =
        FACTORY.createParser(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
    parser.nextToken();
  }

  /** The object of any content that is all of a file. */
  public static Map<String, Object> readFree(String file, byte[] bytes) throws IOException {
    try (JsonInput json = new JsonInput(file, new ByteArrayInputStream(bytes))) {
      Map<String, Object> content = json.free("the file's content");
      json.end();
      return content;
    }
  }

  /** Reads an object. */
  void object(String what, Member member) throws IOException {
    expect(JsonToken.START_OBJECT, what, "an object");
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      if (!seen.add(key)) {
        throw error("%s has the key %s twice".formatted(what, Quoted.of(key)));
      }
      parser.nextToken();
      member.read(key);
    }
  }

  /** Reads an array, element by element. */
  void array(String what, Value element) throws IOException {
    expect(JsonToken.START_ARRAY, what, "an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  public String text(String what) throws IOException {
    expect(JsonToken.VALUE_STRING, what, "a string");
    return parser.getText();
  }

  /** A whole number that is not negative. */
  public long count(String what) throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, what, "a whole number");
    boolean large = parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    if (large || parser.getLongValue() < 0) {
      throw error("%s is %s, not a number from 0 to 2^63 - 1".formatted(what, parser.getText()));
    }
    return parser.getLongValue();
  }

  /** An object of any content, as nested maps of JSON types in the order of the file. */
  public Map<String, Object> free(String what) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    object(what, key -> map.put(key, freeValue(what)));
    return map;
  }

  private Object freeValue(String what) throws IOException {
    if (++freeValues > MOST_FREE_VALUES) {
      throw error("%s has more than %d values".formatted(what, MOST_FREE_VALUES));
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> free(what);
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        array(what, () -> list.add(freeValue(what)));
        yield list;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_STRING -> text(what);
      default -> parser.getNumberValue();
    };
  }

  /**
   * Reads the value with Jackson's data binding, into records.
   *
   * @param reader which finds this among its attributes
   */
  public <T> T value(ObjectReader reader) throws IOException {
    parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    return reader.withAttribute(JsonInput.class, this).readValue(parser);
  }

  /** Checks that nothing follows. */
  public void end() throws IOException {
    if (parser.nextToken() != null) {
      throw error("there is something after the end of the JSON object");
    }
  }

  /** An error in the file; the problem is what follows the file's path and a colon. */
  public ModelFormatException error(String problem) {
    return new ModelFormatException(file + ": " + problem);
  }

  private void expect(JsonToken token, String what, String kind) {
    if (parser.currentToken() != token) {
      throw error("%s is not %s".formatted(what, kind));
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
