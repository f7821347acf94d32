package io.rappel.jobs.commands.registry;

import io.rappel.jobs.outcome.Failure;
import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.RunFolder;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.retrain.HistoryPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

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
   * @param line whose streams are written to
   * @param end of the sentence that tells it
   */
  default void make(Registry registry, CommandLine line, String end) throws IOException {
    Optional<LogRecord> added = Optional.empty();
    while (added.isEmpty()) {
      LogState state = registry.log().read();
      added = registry.log().append(state, record(registry, state));
    }
    PrintWriter out = line.getOut();
    out.printf("version %.12s is the champion of %s%s%n", added.get().version(), registry, end);
    out.flush();
    try {
      describe(registry, added.get());
    } catch (IOException e) {
      line.getErr()
          .printf(
              "rappel: warning: the champion has changed, but the registry's page or the run's status does not tell it: %s%n",
              Failure.of(e).message());
      line.getErr().flush();
    }
  }

  private static void describe(Registry registry, LogRecord record) throws IOException {
    HistoryPage.write(registry, registry.log().read());
    if (record.run() != null) {
      RunFolder folder = registry.folder(record.run());
      // What a run has left to do, it does when it is tried again.
      if (folder.isFinished()) {
        folder.end(record, Outcome.DONE);
      }
    }
  }
}
