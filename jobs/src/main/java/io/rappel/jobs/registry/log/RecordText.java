package io.rappel.jobs.registry.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rappel.jobs.output.Json;
import io.rappel.jobs.registry.log.LogRecord.Fields;
import io.rappel.trainer.model.file.JsonInput;
import io.rappel.trainer.model.file.ModelFormatException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record as a file has it: JSON, with length and SHA-256 of the record itself, so that a file
 * that is cut or damaged is none.
 */
final class RecordText {

  private static final Pattern FORM =
      Pattern.compile(
          "\\{\"sha256\":\"([0-9a-f]{64})\",\"length\":([0-9]{1,9}),\"record\":(.*)\\}\n",
          Pattern.DOTALL);

  private RecordText() {}

  /**
   * @param after the last valid record
   * @param passed numbers that are passed over
   * @param fields what it says
   */
  static byte[] write(long number, long after, List<Long> passed, Map<String, Object> fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(Fields.NUMBER, number);
    all.put(Fields.AFTER, after);
    all.put(Fields.PASSED, passed);
    all.putAll(fields);
    String record = Json.line(all);
    byte[] bytes = record.getBytes(UTF_8);
    return "{\"sha256\":\"%s\",\"length\":%d,\"record\":%s}\n"
        .formatted(Sha256.of(bytes), bytes.length, record)
        .getBytes(UTF_8);
  }

  /** Whether a file's last byte is there: a line's end, which a record has nowhere else. */
  static boolean isComplete(byte[] file) {
    return file.length > 0 && file[file.length - 1] == '\n';
  }

  /** The record of a file; empty: the file is cut, damaged or none of these. */
  static Optional<LogRecord> read(long number, byte[] file) {
    Matcher form = FORM.matcher(new String(file, UTF_8));
    if (!form.matches()) {
      return Optional.empty();
    }
    byte[] record = form.group(3).getBytes(UTF_8);
    boolean whole =
        record.length == Integer.parseInt(form.group(2)) && Sha256.of(record).equals(form.group(1));
    try {
      return whole ? parse(number, record) : Optional.empty();
    } catch (IOException | ModelFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<LogRecord> parse(long number, byte[] bytes) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>(JsonInput.readFree("record", bytes));
    Long own = number(fields.get(Fields.NUMBER));
    Long after = number(fields.remove(Fields.AFTER));
    List<Long> passed = new ArrayList<>();
    if (fields.remove(Fields.PASSED) instanceof List<?> numbers) {
      numbers.forEach(one -> passed.add(number(one)));
    }
    RecordKind kind = RecordKind.of(fields.get(Fields.KIND));
    if (own == null || own != number || after == null || kind == null || passed.contains(null)) {
      return Optional.empty();
    }
    LogRecord record = new LogRecord(number, after, passed, kind, fields);
    // What cannot be read of it is better found out now.
    record.when();
    record.logicalDate();
    return record.version() == null ? Optional.empty() : Optional.of(record);
  }

  private static Long number(Object value) {
    return value instanceof Number number ? (Long) number.longValue() : null;
  }
}
