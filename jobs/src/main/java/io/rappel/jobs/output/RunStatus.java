package io.rappel.jobs.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rappel.jobs.outcome.Failure;
import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.outcome.Version;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.model.file.JsonInput;
import io.rappel.trainer.model.file.ModelDirectory;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.model.file.WholeFiles;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a run ended, as {@code status.json} has it.
 *
 * @param outcome with the exit code
 * @param message a sentence: why it stopped, or what went wrong
 */
public record RunStatus(Outcome outcome, String message) {

  /** The file's name; it is written last, and a directory without it is no model. */
  public static final String FILE = ModelFormat.STATUS_FILE;

  private static final long MOST_BYTES = 1L << 20;

  /** The status of a run that failed. */
  public static RunStatus of(Failure failure) {
    return new RunStatus(failure.outcome(), failure.message());
  }

  /** The id of the run that has left a directory, where its status tells. */
  static Optional<String> run(ModelDirectory directory) throws IOException {
    if (!directory.exists(FILE)) {
      return Optional.empty();
    }
    byte[] bytes = WholeFiles.readAll(directory, FILE, MOST_BYTES);
    try {
      Object run = JsonInput.readFree(FILE, bytes).get("run");
      return run instanceof String id ? Optional.of(id) : Optional.empty();
    } catch (JsonProcessingException | ModelFormatException e) {
      // It is the status of nothing that is known here.
      return Optional.empty();
    }
  }

  /**
   * Whether a run has done what it was to do, by its file's text: it has given a model, or rejected
   * one.
   */
  public static boolean isFinished(byte[] json) throws IOException {
    try {
      Object outcome = JsonInput.readFree(FILE, json).get("outcome");
      return Outcome.DONE.toString().equals(outcome) || Outcome.REJECTED.toString().equals(outcome);
    } catch (JsonProcessingException | ModelFormatException e) {
      // It was not written to its end.
      return false;
    }
  }

  /**
   * The file's text.
   *
   * @param run the run's id
   */
  public String json(String run) {
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
