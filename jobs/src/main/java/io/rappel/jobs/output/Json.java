package io.rappel.jobs.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.rappel.jobs.text.Printable;
import java.io.IOException;

/**
 * Writes JSON. Numbers that are not finite, which JSON does not have, become null; characters that
 * could disturb a terminal are escaped.
 */
public final class Json {

  private static final class FiniteOrNull extends StdSerializer<Double> {

    private static final long serialVersionUID = 1L;

    FiniteOrNull() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(Double.class, new FiniteOrNull()));

  private Json() {}

  /** One line. */
  public static String line(Object value) {
    try {
      return Printable.lines(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a value that is no JSON", e);
    }
  }

  /** Indented, ending in a new line. */
  public static String pretty(Object value) {
    try {
      return Printable.lines(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a value that is no JSON", e);
    }
  }
}
