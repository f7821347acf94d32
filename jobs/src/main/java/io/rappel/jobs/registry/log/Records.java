package io.rappel.jobs.registry.log;

import io.rappel.jobs.registry.log.LogRecord.Fields;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Contents of records to come. */
public final class Records {

  /** The field of a run's options. */
  public static final String OPTIONS = "options";

  private Records() {}

  /**
   * What every record says, made now by this process.
   *
   * @param previous the version in force before it; null: none
   */
  public static Map<String, Object> of(
      RecordKind kind, String version, String previous, String why) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(Fields.KIND, kind.toString());
    fields.put(Fields.VERSION, version);
    fields.put(Fields.PREVIOUS, previous);
    fields.put(Fields.LOGICAL_DATE, null);
    fields.put(Fields.RUN, null);
    fields.put(Fields.WHEN, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    fields.put(Fields.WHO, System.getProperty("user.name") + "@" + host());
    fields.put(Fields.WHY, why);
    fields.put(Fields.CHALLENGER, Map.of());
    fields.put(Fields.CHAMPION, Map.of());
    return fields;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }
}
