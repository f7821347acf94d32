package rappel.ml.model;

import io.rappel.jobs.output.Json;
import io.rappel.trainer.model.file.JsonInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.classification.TrainingSummary;

/** What a summary cannot compute anew, in a local file. */
public final class SummaryFile {

  private static final String NAME = "summary.json";
  private static final String LOSSES = "objective_history";
  private static final String EPOCHS = "epochs";

  private SummaryFile() {}

  /** What is kept. */
  public record Losses(double[] losses, int epochs) {}

  static void write(String folder, TrainingSummary summary) {
    List<Double> losses = Arrays.stream(summary.objectiveHistory()).boxed().toList();
    try {
      Path path = Files.createDirectories(Path.of(folder)).resolve(NAME);
      Files.writeString(
          path, Json.pretty(Map.of(LOSSES, losses, EPOCHS, summary.totalIterations())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Losses read(String folder) {
    try {
      Map<String, Object> found =
          JsonInput.readFree(NAME, Files.readAllBytes(Path.of(folder, NAME)));
      List<?> losses = (List<?>) found.get(LOSSES);
      return new Losses(
          losses.stream().mapToDouble(loss -> ((Number) loss).doubleValue()).toArray(),
          ((Number) found.get(EPOCHS)).intValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
