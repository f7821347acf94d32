package io.rappel.jobs.registry.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What the valid records of a log say.
 *
 * @param records the valid ones, in their order
 */
public record LogState(List<LogRecord> records) {

  public LogState {
    records = List.copyOf(records);
  }

  /**
   * Finds the valid records: each names the valid one before it. One of which a later valid record
   * says that its file was cut is void, even if its writer has completed it since.
   *
   * @param whole the records of files that are whole, by number
   */
  public static LogState of(SortedMap<Long, LogRecord> whole) {
    List<LogRecord> valid = new ArrayList<>();
    long last = 0;
    for (LogRecord record : whole.values()) {
      if (record.after() == last && !isPassed(record, whole)) {
        valid.add(record);
        last = record.number();
      }
    }
    return new LogState(valid);
  }

  /** Of those that would follow one record, the first that no other passes over does. */
  private static boolean isPassed(LogRecord record, SortedMap<Long, LogRecord> whole) {
    Set<Long> passed = new HashSet<>();
    List<LogRecord> later = new ArrayList<>(whole.tailMap(record.number() + 1).values());
    // From the end: a record that is passed over itself passes over none.
    for (int i = later.size() - 1; i >= 0; i--) {
      LogRecord other = later.get(i);
      if (other.after() == record.after() && !passed.contains(other.number())) {
        passed.addAll(other.passed());
      }
    }
    return passed.contains(record.number());
  }

  /** Number of the last valid record; 0: there is none. */
  public long last() {
    return records.isEmpty() ? 0 : records.get(records.size() - 1).number();
  }

  /** The record that has put the champion in force. */
  public Optional<LogRecord> championRecord() {
    return takeovers().reduce((first, second) -> second);
  }

  private Stream<LogRecord> takeovers() {
    return records.stream().filter(record -> record.kind().takesOver());
  }

  /** The version in force. */
  public Optional<String> champion() {
    return championRecord().map(LogRecord::version);
  }

  /** The version that was in force at a moment, by the clocks of those who made the records. */
  public Optional<String> championAt(Instant moment) {
    return takeovers()
        .filter(record -> !record.when().isAfter(moment))
        .reduce((first, second) -> second)
        .map(LogRecord::version);
  }

  /** The last record of a run, in which it ended or was promoted since; empty: it has none. */
  public Optional<LogRecord> ofRun(String run) {
    return records.stream()
        .filter(record -> run.equals(record.run()))
        .reduce((first, second) -> second);
  }

  /** The last record of a version; empty: it has none. */
  public Optional<LogRecord> lastOf(String version) {
    return records.stream()
        .filter(record -> version.equals(record.version()))
        .reduce((first, second) -> second);
  }

  /** The last record that put a version in force; empty: it never was the champion. */
  public Optional<LogRecord> takeoverOf(String version) {
    return takeovers()
        .filter(record -> version.equals(record.version()))
        .reduce((first, second) -> second);
  }

  /**
   * The version that another took over from when it was promoted; empty: from none. A version that
   * was trained once more and promoted over itself has not taken over from itself.
   */
  public Optional<String> before(String version) {
    return takeovers()
        .filter(record -> record.kind() == RecordKind.PROMOTED && version.equals(record.version()))
        .filter(record -> !version.equals(record.previous()))
        .reduce((first, second) -> second)
        .map(LogRecord::previous);
  }
}
