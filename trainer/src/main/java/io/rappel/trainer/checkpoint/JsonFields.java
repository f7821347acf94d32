package io.rappel.trainer.checkpoint;

import io.rappel.trainer.model.file.ModelFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Members of a JSON object, each of which must be there and of its type. */
final class JsonFields {

  private final String file;
  private final Map<String, Object> values;

  /**
   * @param file path for messages
   */
  JsonFields(String file, Map<String, Object> values) {
    this.file = file;
    this.values = values;
  }

  Set<String> names() {
    return values.keySet();
  }

  Map<String, Object> all() {
    return values;
  }

  JsonFields fields(String name) {
    Map<String, Object> members = new LinkedHashMap<>();
    Map<?, ?> found = of(name, Map.class);
    found.forEach((key, value) -> members.put(String.valueOf(key), value));
    return new JsonFields(file, members);
  }

  String text(String name) {
    return of(name, String.class);
  }

  boolean truth(String name) {
    return of(name, Boolean.class);
  }

  double number(String name) {
    return of(name, Number.class).doubleValue();
  }

  double numberOrNan(String name) {
    return values.containsKey(name) && values.get(name) == null ? Double.NaN : number(name);
  }

  /** A whole number from 0 on. */
  long count(String name) {
    return count(name, of(name, Number.class));
  }

  private long count(String name, Object value) {
    if (!(value instanceof Integer || value instanceof Long) || ((Number) value).longValue() < 0) {
      throw wrong(name);
    }
    return ((Number) value).longValue();
  }

  /** A whole number from 0 on that an {@code int} holds. */
  int smallCount(String name) {
    long count = count(name);
    if (count > Integer.MAX_VALUE) {
      throw wrong(name);
    }
    return (int) count;
  }

  List<Long> counts(String name) {
    List<Long> counts = new ArrayList<>();
    List<?> found = of(name, List.class);
    for (Object value : found) {
      counts.add(count(name, value));
    }
    return counts;
  }

  /** The one of the constants whose text is there. */
  <E> E constant(String name, E[] constants) {
    String text = text(name);
    for (E constant : constants) {
      if (constant.toString().equals(text)) {
        return constant;
      }
    }
    throw wrong(name);
  }

  private <T> T of(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw wrong(name);
    }
    return type.cast(value);
  }

  private ModelFormatException wrong(String name) {
    return new ModelFormatException("%s: %s is missing or wrong".formatted(file, name));
  }
}
