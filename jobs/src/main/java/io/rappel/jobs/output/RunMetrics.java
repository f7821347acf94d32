package io.rappel.jobs.output;

import io.rappel.jobs.output.console.Summary;
import io.rappel.jobs.text.Amounts;
import io.rappel.trainer.TrainingResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a whole run, as {@code metrics.json} has them.
 *
 * @param test metrics of the test rows; empty without any
 * @param seed of the run
 * @param weightsSha256 of the weights' file
 * @param diagnosis sentences about what went wrong on the way; empty where all is well
 * @param secondsReading from the beginning of reading to the first step
 * @param secondsTotal of the whole command so far, the start of Spark included
 */
public record RunMetrics(
    TrainingResult result,
    Map<String, Object> test,
    long seed,
    String weightsSha256,
    List<String> diagnosis,
    double secondsReading,
    double secondsTotal) {

  public RunMetrics {
    diagnosis = List.copyOf(diagnosis);
  }

  /** The same with another sentence. */
  public RunMetrics and(String sentence) {
    List<String> sentences = new ArrayList<>(diagnosis);
    sentences.add(sentence);
    return new RunMetrics(
        result, test, seed, weightsSha256, sentences, secondsReading, secondsTotal);
  }

  /** The file's text. */
  public String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("task", result.model().schema().task().toString());
    fields.put("train", result.train());
    fields.put("validation", result.validation());
    fields.put("test", test);
    if (result.importance() != null) {
      fields.put("importance", result.importance().toMap());
    }
    fields.put("epochs", result.epochs());
    fields.put("steps", result.steps());
    fields.put("seconds", result.seconds());
    fields.put("seconds_reading", secondsReading);
    fields.put("seconds_total", secondsTotal);
    fields.put("examples_per_second", result.examplesPerSecond());
    fields.put("stopped_because", result.stoppedBecause());
    fields.put("resumed_at", result.resumedAt());
    fields.put("seed", seed);
    fields.put("weights_sha256", weightsSha256);
    return Json.pretty(fields);
  }

  /** Steps and what they took, and the reading and the whole command beside them, for people. */
  public String durations() {
    return "%s steps in %s; reading took %s, the whole command %s"
        .formatted(
            Amounts.count(result.steps()),
            Amounts.duration(result.seconds()),
            Amounts.duration(secondsReading),
            Amounts.duration(secondsTotal));
  }

  /** Metrics of train, validation and test rows as a table. */
  public String table() {
    return new Summary()
        .add("train", result.train())
        .add("validation", result.validation())
        .add("test", test)
        .table();
  }
}
