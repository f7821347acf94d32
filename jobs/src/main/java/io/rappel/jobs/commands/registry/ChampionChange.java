package io.rappel.jobs.commands.registry;

import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogState;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** A change of the champion by hand. */
@FunctionalInterface
interface ChampionChange {

  /**
   * The record of the change.
   *
   * @throws io.rappel.trainer.config.ConfigurationException if there is none to be made
   */
  Map<String, Object> record(Registry registry, LogState state) throws IOException;

  /**
   * Makes it, anew where another record comes between, and tells it.
   *
   * @param end of the sentence that tells it
   */
  default void make(Registry registry, PrintWriter out, String end) throws IOException {
    Optional<LogRecord> added = Optional.empty();
    while (added.isEmpty()) {
      LogState state = registry.log().read();
      added = registry.log().append(state, record(registry, state));
    }
    out.printf("version %.12s is the champion of %s%s%n", added.get().version(), registry, end);
    out.flush();
  }
}
