package io.rappel.jobs.retrain;

import io.rappel.jobs.config.options.RetrainOptions;
import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.outcome.RejectedException;
import io.rappel.jobs.output.RunStatus;
import io.rappel.jobs.output.console.Terminal;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.registry.log.RecordKind;
import io.rappel.jobs.text.Shell;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;

/** What follows the record of a run: files, the shell's command, what the user is told. */
public final class RetrainOutcome {

  private final Registry registry;
  private final RetrainOptions options;
  private final double margin;
  private final PrintWriter out;

  /**
   * @param margin of the gate
   */
  public RetrainOutcome(Registry registry, RetrainOptions options, double margin, PrintWriter out) {
    this.registry = registry;
    this.options = options;
    this.margin = margin;
    this.out = out;
  }

  /**
   * Leaves the run's files, and removes models that need not be kept.
   *
   * @param page of the run; null: that of its training
   */
  public void finish(LogRecord record, String page) throws IOException {
    boolean rejected = record.kind() == RecordKind.REJECTED;
    registry
        .folder(record.run())
        .finish(
            record,
            registry.model(record.version()),
            page,
            new RunStatus(
                rejected && options.failsOnReject() ? Outcome.REJECTED : Outcome.DONE,
                record.kind() + ": " + record.why()));
    LogState state = registry.log().read();
    registry.describe(HistoryPage.of(registry, state, margin));
    registry.remove(options.retention().unwanted(state, Instant.now()));
  }

  /**
   * Tells how the run has ended.
   *
   * @param repeated whether it had ended before
   * @throws RejectedException if the challenger was rejected, and that is to be a failure
   */
  public void tell(LogRecord record, boolean repeated) throws IOException {
    String version = "%.12s".formatted(record.version());
    String again =
        repeated
            ? "run %s is recorded already, and nothing was done: ".formatted(record.run())
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
    if (record.kind() == RecordKind.PROMOTED && !repeated && options.onPromote() != null) {
      follow(record);
    }
  }

  private void follow(LogRecord record) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", options.onPromote()).inheritIO();
    String previous = record.previous() == null ? "" : record.previous();
    shell
        .environment()
        .putAll(
            Map.of(
                "RAPPEL_VERSION", record.version(),
                "RAPPEL_MODEL", HadoopPaths.display(registry.model(record.version())),
                "RAPPEL_PREVIOUS", previous,
                "RAPPEL_REGISTRY", registry.toString(),
                "RAPPEL_RUN", record.run()));
    try {
      int exitCode = shell.start().waitFor();
      if (exitCode != 0) {
        throw new IOException(
            "the version was promoted, and --on-promote %s ended with %d after it"
                .formatted(options.onPromote(), exitCode));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while --on-promote was running");
    }
  }
}
