package io.rappel.jobs.rows.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/** A line of JSON, as Spark reads it. */
public final class JsonLine {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private JsonLine() {}

  /** The tokens of a line. */
  public static JsonParser tokens(String line) throws IOException {
    return JSON.createParser(line);
  }

  /** The tokens of a line in UTF-8. */
  static JsonParser tokens(byte[] line, int length) throws IOException {
    return JSON.createParser(line, 0, length);
  }

  /**
   * Whether nothing follows the object or array with which a line begins. Spark's parser does not
   * look there, and must have found no fault before.
   */
  static boolean isAlone(byte[] line, int length) {
    int depth = 0;
    int quote = 0;
    for (int i = 0; i < length; i++) {
      byte next = line[i];
      if (quote != 0) {
        if (next == '\\') {
          i++;
        } else if (next == quote) {
          quote = 0;
        }
      } else if (next == '"' || next == '\'') {
        quote = next;
      } else if (next == '{' || next == '[') {
        depth++;
      } else if ((next == '}' || next == ']') && --depth == 0) {
        return isBlank(line, i + 1, length);
      }
    }
    return true;
  }

  private static boolean isBlank(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
