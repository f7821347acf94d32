package io.rappel.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.Outcome;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormatException;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {

  @TempDir private Path parent;

  /** Two features, two hidden units, one output. */
  private static Model model() {
    return new Model(
        new DataSchema(
            Task.CLASSIFICATION,
            List.of("a", "b"),
            List.of("side"),
            List.of("left", "right"),
            false,
            null),
        Network.of(2, new int[] {2}, 1, true, Activation.RELU, Activation.SIGMOID),
        new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
        Precision.FLOAT64,
        Loss.LOGISTIC,
        Scaling.identity(2),
        Scaling.identity(1),
        Map.of("data", Map.of("rows", 10)));
  }

  private String write(String out) throws IOException {
    RunDirectory run = RunDirectory.claim(out, false, new Configuration());
    String sha256 = ModelFiles.write(model(), run.files(), run.staging());
    run.publish(new RunStatus(Outcome.DONE, "done"));
    return sha256;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path out = parent.resolve("model");
    String sha256 = write(out.toString());

    Model read = ModelFiles.read(out.toString(), new Configuration());

    assertThat(read.parameters()).containsExactly(model().parameters());
    assertThat(read.schema()).isEqualTo(model().schema());
    assertThat(sha256).matches("[0-9a-f]{64}");
    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("model.json", "weights.safetensors", "status.json");
    }
  }

  @Test
  void directoriesOfRunsThatAreNotFinishedAreRefused() throws IOException {
    Path out = parent.resolve("model");
    write(out.toString());
    Files.delete(out.resolve("status.json"));

    assertThatThrownBy(() -> ModelFiles.read(out.toString(), new Configuration()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("status.json");
  }

  @Test
  void directoriesThatAreNotThereAreRefused() {
    String missing = parent.resolve("missing").toString();
    assertThatThrownBy(() -> ModelFiles.read(missing, new Configuration()))
        .isInstanceOf(DataException.class)
        .hasMessage("--model " + missing + " does not exist");
  }

  @Test
  void aDescriptionCountsTheParametersOfEachLayer() {
    assertThat(new ModelDescription(model()).toText())
        .contains("classification of side", "2: left, right", "9, float64")
        .containsPattern("0 +2 +2 +yes +relu +6\\R")
        .containsPattern("1 +2 +1 +yes +sigmoid +3\\R")
        .containsSubsequence("provenance", "  data", "    rows: 10");
    assertThat(new ModelDescription(model()).toMap())
        .containsEntry("parameters", 9)
        .containsEntry("feature_scaling", "none");
  }
}
