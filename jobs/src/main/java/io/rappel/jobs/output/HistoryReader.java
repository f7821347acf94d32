package io.rappel.jobs.output;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Tells a listener of the steps and epochs that a {@link HistoryWriter} has written. */
public final class HistoryReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunDescription run;
  private long stepsBefore;

  /**
   * @param run of which the history is
   */
  public HistoryReader(RunDescription run) {
    this.run = run;
  }

  /**
   * Tells of all lines.
   *
   * @throws IOException if they are no history
   */
  public void tell(byte[] lines, TrainingListener listener) throws IOException {
    for (String text : new String(lines, StandardCharsets.UTF_8).lines().toList()) {
      JsonNode line = JSON.readTree(text);
      if (line.path("kind").asText().equals("step")) {
        listener.stepped(step(line));
      } else {
        EpochReport epoch = epoch(line);
        stepsBefore = epoch.steps();
        listener.epochEnded(epoch);
      }
    }
  }

  private StepReport step(JsonNode line) {
    long step = line.path("step").asLong();
    return new StepReport(
        line.path("epoch").asInt(),
        step,
        (int) (step - stepsBefore),
        run.stepsPerEpoch(),
        number(line, "loss"),
        number(line, "data_loss"),
        number(line, "penalty"),
        number(line, "learning_rate"),
        numbers(line, "gradient_norms"),
        number(line, "seconds"));
  }

  private EpochReport epoch(JsonNode line) {
    return new EpochReport(
        line.path("member").asInt(1),
        line.path("epoch").asInt(),
        run.epochs(),
        line.path("steps").asLong(),
        number(line, "loss"),
        number(line, "data_loss"),
        number(line, "validation_loss"),
        metrics(line, "validation"),
        metrics(line, "training"),
        line.path("best").asBoolean(),
        numbers(line, "gradient_norms"),
        numbers(line, "idle_units"),
        number(line, "examples_per_second"),
        number(line, "seconds"));
  }

  /** Empty where there are none. */
  private static Map<String, Object> metrics(JsonNode line, String name) {
    return line.has(name)
        ? JSON.convertValue(line.path(name), new TypeReference<Map<String, Object>>() {})
        : Map.of();
  }

  /** NaN where there is none. */
  private static double number(JsonNode line, String name) {
    return line.path(name).asDouble(Double.NaN);
  }

  /** Empty where they were not measured. */
  private static List<Double> numbers(JsonNode line, String name) {
    return line.has(name)
        ? JSON.convertValue(line.path(name), new TypeReference<List<Double>>() {})
        : List.of();
  }
}
