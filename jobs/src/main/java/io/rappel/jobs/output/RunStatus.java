package io.rappel.jobs.output;

import io.rappel.jobs.Failure;
import io.rappel.jobs.Outcome;
import io.rappel.jobs.Version;
import io.rappel.trainer.model.ModelFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a run ended, as {@code status.json} has it.
 *
 * @param outcome with the exit code
 * @param message a sentence: why it stopped, or what went wrong
 */
public record RunStatus(Outcome outcome, String message) {

  /** The file's name; it is written last, and a directory without it is no model. */
  public static final String FILE = ModelFormat.STATUS_FILE;

  /** The status of a run that failed. */
  public static RunStatus of(Failure failure) {
    return new RunStatus(failure.outcome(), failure.message());
  }

  /**
   * The file's text.
   *
   * @param run the run's id
   */
  String json(String run) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("outcome", outcome.toString());
    fields.put("exit_code", outcome.exitCode());
    fields.put("message", message);
    fields.put("run", run);
    fields.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    fields.put("rappel", Version.current());
    return Json.pretty(fields);
  }
}
