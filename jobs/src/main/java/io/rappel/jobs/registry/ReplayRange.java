package io.rappel.jobs.registry;

import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.trainer.config.ConfigurationException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Days whose records are replayed, with all records between them.
 *
 * @param first logical date
 * @param last logical date
 */
public record ReplayRange(LocalDate first, LocalDate last) {

  /**
   * Reads {@code 2026-10-01..2026-10-31}.
   *
   * @throws ConfigurationException if it is none
   */
  public static ReplayRange parse(String text) {
    String[] ends = text.split("\\.\\.", -1);
    try {
      if (ends.length == 2) {
        return new ReplayRange(LocalDate.parse(ends[0]), LocalDate.parse(ends[1]));
      }
    } catch (DateTimeParseException e) {
      // It is told below.
    }
    throw new ConfigurationException(
        "--replay must be two days such as 2026-10-01..2026-10-31, not " + text);
  }

  private boolean has(LogRecord record) {
    LocalDate date = record.logicalDate();
    return record.run() != null && date != null && !date.isBefore(first) && !date.isAfter(last);
  }

  /**
   * The records from the first of these days to the last.
   *
   * @throws ConfigurationException if there are none
   */
  public List<LogRecord> of(LogState state) {
    List<LogRecord> all = state.records();
    int from = 0;
    while (from < all.size() && !has(all.get(from))) {
      from++;
    }
    int to = all.size();
    while (to > from && !has(all.get(to - 1))) {
      to--;
    }
    if (from == to) {
      throw new ConfigurationException(
          "no run of the days from %s to %s is recorded".formatted(first, last));
    }
    return all.subList(from, to);
  }

  /** The record of the champion that was in force before the first of some records. */
  public Optional<LogRecord> championBefore(LogState state, List<LogRecord> records) {
    return new LogState(state.records().subList(0, state.records().indexOf(records.get(0))))
        .championRecord();
  }
}
