package io.rappel.jobs.registry.log;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of the log.
 *
 * @param number of its file
 * @param after the last valid record when it was made; 0: there was none
 * @param passed numbers between the two whose files were cut then, and whose records are void
 * @param kind what became of the version
 * @param fields all that it says, of JSON's types; {@link Fields} has the names
 */
public record LogRecord(
    long number, long after, List<Long> passed, RecordKind kind, Map<String, Object> fields) {

  /** Names of fields. */
  public static final class Fields {
    public static final String NUMBER = "number";
    static final String AFTER = "after";
    static final String PASSED = "passed";
    public static final String KIND = "kind";
    public static final String VERSION = "version";
    public static final String PREVIOUS = "previous";
    public static final String LOGICAL_DATE = "logical_date";
    public static final String RUN = "run";
    public static final String WHEN = "when";
    public static final String WHO = "who";
    public static final String WHY = "why";
    public static final String CHALLENGER = "challenger";
    public static final String CHAMPION = "champion";

    private Fields() {}
  }

  public LogRecord {
    passed = List.copyOf(passed);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  private String text(String field) {
    return fields.get(field) instanceof String text ? text : null;
  }

  /** SHA-256 of the weights that it is about. */
  public String version() {
    return text(Fields.VERSION);
  }

  /** The version in force before it; null: none. */
  public String previous() {
    return text(Fields.PREVIOUS);
  }

  /** Id of the run that made the version; null: no run made this record. */
  public String run() {
    return text(Fields.RUN);
  }

  /** The day that the version stands for; null: none. */
  public LocalDate logicalDate() {
    return text(Fields.LOGICAL_DATE) == null ? null : LocalDate.parse(text(Fields.LOGICAL_DATE));
  }

  /** When it was made, by its maker's clock. */
  public Instant when() {
    return Instant.parse(text(Fields.WHEN));
  }

  /** Why, in a sentence. */
  public String why() {
    return text(Fields.WHY);
  }
}
