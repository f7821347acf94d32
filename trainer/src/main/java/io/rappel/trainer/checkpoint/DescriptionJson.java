package io.rappel.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.trainer.checkpoint.CheckpointDescription.FileSum;
import io.rappel.trainer.checkpoint.state.EndingState;
import io.rappel.trainer.checkpoint.state.FinishedMembers;
import io.rappel.trainer.checkpoint.state.Position;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.JsonInput;
import io.rappel.trainer.model.file.ModelFormatException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link CheckpointDescription} as JSON. Numbers are written so that they read back as the same
 * bits; losses that are not there yet are null.
 */
final class DescriptionJson {

  /** The version that is written and read: a checkpoint does not outlive its program. */
  static final int VERSION = 4;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DescriptionJson() {}

  static byte[] write(CheckpointDescription description) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format_version", VERSION);
    json.put("run", description.run());
    json.put("program", description.program());
    json.put("position", position(description.position()));
    json.put("optimizer_steps", description.optimizerSteps());
    json.put("ending", ending(description.ending()));
    json.put("measured", description.measured());
    json.put("resumed_at", description.resumedAt());
    json.put("finished", finished(description.finished()));
    json.put("facts", facts(description.facts()));
    json.put("settings", description.settings());
    json.put("arrays", description.arrays());
    Map<String, Object> files = new LinkedHashMap<>();
    description
        .files()
        .forEach(
            (name, sum) -> files.put(name, Map.of("bytes", sum.bytes(), "sha256", sum.sha256())));
    json.put("files", files);
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("settings that are no JSON", e);
    }
  }

  private static Map<String, Object> position(Position position) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epochs", position.epochs());
    json.put("steps_in_epoch", position.stepsInEpoch());
    json.put("steps", position.steps());
    json.put("last_loss", orNull(position.lastLoss()));
    json.put("seconds", position.seconds());
    json.put("epoch_seconds", position.epochSeconds());
    json.put("examples", position.examples());
    json.put("epoch_examples", position.epochExamples());
    return json;
  }

  private static Map<String, Object> finished(FinishedMembers finished) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epochs", finished.epochs());
    json.put("steps", finished.steps());
    json.put("seconds", finished.seconds());
    json.put("resumed_at", finished.resumedAt());
    return json;
  }

  private static Map<String, Object> ending(EndingState ending) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stalled", ending.stalled());
    json.put("best_epoch", ending.bestEpoch());
    json.put("best_loss", orNull(ending.bestLoss()));
    json.put("previous_loss", orNull(ending.previousLoss()));
    json.put("loss_before", orNull(ending.lossBefore()));
    json.put("loss_sum", ending.lossSum());
    json.put("data_loss_sum", ending.dataLossSum());
    json.put("loss_count", ending.lossCount());
    return json;
  }

  private static Map<String, Object> facts(RunFacts facts) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("features", facts.features());
    json.put("columns", facts.columns());
    json.put("classes", facts.classes());
    json.put("train_rows", facts.trainRows());
    json.put("held_out_rows", facts.heldOutRows());
    json.put("rows", facts.rows());
    json.put("precision", facts.precision().toString());
    json.put("fingerprint", facts.fingerprint());
    json.put("epochs", facts.epochs());
    return json;
  }

  private static Double orNull(double loss) {
    return Double.isNaN(loss) ? null : loss;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file path for messages
   * @throws ModelFormatException if something is missing, or is not what it should be
   */
  static CheckpointDescription read(String file, byte[] bytes) throws IOException {
    JsonFields json = new JsonFields(file, JsonInput.readFree(file, bytes));
    long version = json.count("format_version");
    if (version != VERSION) {
      throw new ModelFormatException(
          "%s: the checkpoint has format version %d, and this program reads %d"
              .formatted(file, version, VERSION));
    }
    Map<String, FileSum> files = new LinkedHashMap<>();
    JsonFields sums = json.fields("files");
    for (String name : sums.names()) {
      JsonFields sum = sums.fields(name);
      files.put(name, new FileSum(sum.count("bytes"), sum.text("sha256")));
    }
    return new CheckpointDescription(
        json.text("run"),
        json.text("program"),
        json.fields("settings").all(),
        facts(json.fields("facts")),
        position(json.fields("position")),
        json.count("optimizer_steps"),
        ending(json.fields("ending")),
        json.count("measured"),
        json.counts("resumed_at"),
        finished(json.fields("finished")),
        json.smallCount("arrays"),
        files);
  }

  private static Position position(JsonFields json) {
    return new Position(
        json.smallCount("epochs"),
        json.smallCount("steps_in_epoch"),
        json.count("steps"),
        json.numberOrNan("last_loss"),
        json.number("seconds"),
        json.number("epoch_seconds"),
        json.number("examples"),
        json.number("epoch_examples"));
  }

  private static FinishedMembers finished(JsonFields json) {
    return new FinishedMembers(
        List.of(),
        List.of(),
        json.smallCount("epochs"),
        json.count("steps"),
        json.number("seconds"),
        json.counts("resumed_at"));
  }

  private static EndingState ending(JsonFields json) {
    return new EndingState(
        json.truth("stalled"),
        json.smallCount("best_epoch"),
        json.numberOrNan("best_loss"),
        json.numberOrNan("previous_loss"),
        json.numberOrNan("loss_before"),
        json.number("loss_sum"),
        json.number("data_loss_sum"),
        json.count("loss_count"));
  }

  private static RunFacts facts(JsonFields json) {
    return new RunFacts(
        json.smallCount("features"),
        json.text("columns"),
        json.smallCount("classes"),
        json.count("train_rows"),
        json.count("held_out_rows"),
        json.text("rows"),
        json.constant("precision", Precision.values()),
        json.text("fingerprint"),
        json.smallCount("epochs"));
  }
}
