package io.rappel.jobs.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Keeps passwords, tokens and signatures out of what is recorded and shown. */
public final class Secrets {

  /** Stands where a secret was; no option takes it for a value. */
  public static final String REDACTED = "(redacted)";

  /**
   * Secrets in URLs, without what stands around them: a password before {@code @}, which may hold
   * slashes, but is no port; a token in its place; and all values of a query. The log's pattern in
   * {@code rappel-log4j2.properties} has the same.
   */
  private static final Pattern IN_URL =
      Pattern.compile(
          "([a-zA-Z][\\w+.-]*://[^/\\s:@\"]*:)(?:[^\\s/\"]+|(?!\\d+/|//)[^\\s@\"]+)(?=@)"
              + "|(https?://)[^/\\s:@\"]+(?=@)"
              + "|([?&;][\\w.%-]+=)(?<=://[^\\s\"]{0,1000})[^&;\\s\"']+");

  private Secrets() {}

  /** The text, with the secrets in its URLs redacted. */
  public static String masked(String text) {
    return IN_URL.matcher(text).replaceAll("$1$2$3" + REDACTED);
  }

  /** The same for all texts in a map of JSON's types. */
  public static Map<String, Object> masked(Map<String, ?> values) {
    Map<String, Object> masked = new LinkedHashMap<>();
    values.forEach((key, value) -> masked.put(key, maskedValue(value)));
    return masked;
  }

  private static Object maskedValue(Object value) {
    if (value instanceof String text) {
      return masked(text);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, inner) -> copy.put(key.toString(), maskedValue(inner)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(maskedValue(element)));
      return copy;
    }
    return value;
  }
}
