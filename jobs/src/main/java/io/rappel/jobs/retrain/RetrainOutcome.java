package io.rappel.jobs.retrain;

import io.rappel.jobs.config.options.RetrainOptions;
import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.outcome.RejectedException;
import io.rappel.jobs.output.console.Terminal;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.RunFolder;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.registry.log.RecordKind;
import io.rappel.jobs.session.Interruption;
import io.rappel.jobs.text.Shell;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;

/** What follows the record of a run: files, what the user is told, and the user's command. */
public final class RetrainOutcome {

  private final Registry registry;
  private final RetrainOptions options;
  private final PrintWriter out;
  private boolean open;

  public RetrainOutcome(Registry registry, RetrainOptions options, PrintWriter out) {
    this.registry = registry;
    this.options = options;
    this.out = out;
  }

  /**
   * Leaves the run's files, and removes models that need not be kept.
   *
   * @param page of the run; null: that of its training
   */
  public void finish(LogRecord record, String page) throws IOException {
    RunFolder folder = registry.folder(record.run());
    open = !folder.isFinished();
    if (open) {
      folder.keep(record, registry.model(record.version()), page);
      if (!isFollowed(record)) {
        folder.end(record, outcome(record));
      }
    }
    LogState state = registry.log().read();
    HistoryPage.write(registry, state);
    registry.remove(options.retention().unwanted(state, Instant.now()));
  }

  /** Whether a command of the user's is still to follow. */
  private boolean isFollowed(LogRecord record) {
    return open && record.kind() == RecordKind.PROMOTED && options.onPromote() != null;
  }

  private Outcome outcome(LogRecord record) {
    boolean rejected = record.kind() == RecordKind.REJECTED;
    return rejected && options.failsOnReject() ? Outcome.REJECTED : Outcome.DONE;
  }

  /**
   * Tells how the run has ended.
   *
   * @param repeated whether it was recorded before
   * @throws RejectedException if the challenger was rejected, and that is to be a failure
   */
  public void tell(LogRecord record, boolean repeated) {
    String version = "%.12s".formatted(record.version());
    String again =
        repeated
            ? "run %s is recorded already%s: "
                .formatted(record.run(), isFollowed(record) ? "" : ", and nothing was done")
            : "";
    if (record.kind() == RecordKind.REJECTED && options.failsOnReject()) {
      throw new RejectedException(
          "%sversion %s was rejected: %s".formatted(again, version, record.why()));
    }
    out.printf("%s%s was %s: %s%n", again, "version " + version, record.kind(), record.why());
    if (record.kind() == RecordKind.ACCEPTED) {
      out.printf(
          "%n  %s promote --registry %s %s%n",
          Terminal.command(), Shell.quote(registry.toString()), record.run());
    }
    out.flush();
  }

  /**
   * Runs the user's command after a promotion, unless it has ended with 0 before. Until it has, the
   * run is not finished, and the next attempt comes here again.
   *
   * @throws IOException if the command fails
   */
  public void follow(LogRecord record, Interruption interruption) throws IOException {
    if (!isFollowed(record)) {
      return;
    }
    RunFolder folder = registry.folder(record.run());
    LogRecord inForce = registry.log().read().championRecord().orElseThrow();
    if (inForce.number() != record.number()) {
      out.printf(
          "--on-promote is not run any more: version %.12s has taken over since%n",
          inForce.version());
      out.flush();
      folder.end(record, outcome(record));
      return;
    }
    try {
      new PromotionCommand(options.onPromote(), registry, record).run(interruption);
    } catch (Throwable thrown) {
      folder.failed(thrown);
      throw thrown;
    }
    folder.end(record, outcome(record));
  }
}
