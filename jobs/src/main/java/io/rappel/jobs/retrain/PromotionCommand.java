package io.rappel.jobs.retrain;

import io.rappel.jobs.outcome.InterruptedCommandException;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.session.Interruption;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The shell's command that follows a promotion.
 *
 * @param command as the user wrote it
 * @param record of the promotion
 */
record PromotionCommand(String command, Registry registry, LogRecord record) {

  private static final String WHAT = "--on-promote";

  /**
   * Runs it to its end; told to end, it is told to end as well.
   *
   * @throws InterruptedCommandException if it was, or was not begun for that
   * @throws IOException if it ends with another code than 0
   */
  void run(Interruption interruption) throws IOException {
    interruption.requireNone(WHAT);
    Process shell = shell();
    AtomicBoolean told = new AtomicBoolean();
    interruption.cancelWith(
        () -> {
          if (told.compareAndSet(false, true)) {
            end(shell);
          }
        },
        "interrupted during " + WHAT);
    try {
      int exitCode = shell.waitFor();
      if (exitCode != 0) {
        IOException failed =
            new IOException(
                "the version was promoted, and %s %s ended with %d after it; the same run again runs it again"
                    .formatted(WHAT, inOneLine(), exitCode));
        throw interruption.insteadOf(failed).orElseThrow(() -> failed);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(shell);
      throw new InterruptedIOException("interrupted during " + WHAT);
    } finally {
      interruption.cancelNoMore();
    }
  }

  private String inOneLine() {
    List<String> lines = command.strip().lines().toList();
    return lines.get(0) + (lines.size() > 1 ? " …" : "");
  }

  private Process shell() throws IOException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).inheritIO();
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
    return shell.start();
  }

  /** The shell first, which would tell the end of what it has started. */
  private static void end(Process shell) {
    List<ProcessHandle> started = shell.descendants().toList();
    shell.destroy();
    started.forEach(ProcessHandle::destroy);
  }
}
