package io.rappel.jobs.registry;

import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.registry.log.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which models are kept: those of the last records, every champion of the last days, and those that
 * wait to be promoted after the champion.
 *
 * @param records how many of the last ones count
 * @param days how many
 */
public record Retention(int records, int days) {

  /** The versions of the log that need not be kept. */
  public Set<String> unwanted(LogState state, Instant now) {
    List<LogRecord> all = state.records();
    Set<String> wanted = new HashSet<>();
    all.subList(Math.max(0, all.size() - records), all.size())
        .forEach(record -> wanted.add(record.version()));
    state.champion().ifPresent(wanted::add);
    Instant since = now.minus(Duration.ofDays(days));
    String inForce = null;
    for (LogRecord record : all) {
      if (record.kind().takesOver()) {
        // The one before was in force until now.
        if (inForce != null && record.when().isAfter(since)) {
          wanted.add(inForce);
        }
        inForce = record.version();
      } else if (record.kind() == RecordKind.ACCEPTED && record.when().isAfter(since)) {
        wanted.add(record.version());
      }
    }
    Set<String> unwanted = new HashSet<>();
    all.forEach(record -> unwanted.add(record.version()));
    unwanted.removeAll(wanted);
    return unwanted;
  }
}
