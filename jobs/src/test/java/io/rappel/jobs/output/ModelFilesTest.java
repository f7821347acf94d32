package io.rappel.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.output.console.ModelDescription;
import io.rappel.jobs.text.Printable;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        FeatureEncoder.of(List.of("a", "b"), Scaling.identity(2)),
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

    Model read = ModelFiles.read(out.toString(), new Configuration(), ModelUse.INSPECT);

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

    assertThatThrownBy(() -> ModelFiles.read(out.toString(), new Configuration(), ModelUse.INSPECT))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("status.json");
  }

  @Test
  void directoriesThatAreNotThereAreRefused() {
    String missing = parent.resolve("missing").toString();
    assertThatThrownBy(() -> ModelFiles.read(missing, new Configuration(), ModelUse.INSPECT))
        .isInstanceOf(DataException.class)
        .hasMessage("--model " + missing + " does not exist");
    assertThatThrownBy(() -> ModelFiles.read(missing, new Configuration(), ModelUse.TRAIN))
        .hasMessage("--warm-start " + missing + " does not exist");
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

  @ParameterizedTest
  @ValueSource(strings = {"model.json", "weights.safetensors", "status.json"})
  @Timeout(60)
  void aPipeIsRefusedAndNotWaitedFor(String name) throws Exception {
    Path out = parent.resolve("model");
    write(out.toString());
    Path file = out.resolve(name);
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> ModelFiles.read(out.toString(), new Configuration(), ModelUse.INSPECT))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("no regular file");
  }

  @Test
  void namesThatAModelBringsAreShownWithoutControlCharacters() {
    Model model = model();
    DataSchema hostile =
        new DataSchema(
            Task.CLASSIFICATION,
            List.of("a\u001b[2J", "b\u009b1m"),
            List.of("side\r\nrappel: error: none"),
            List.of("left\u202e", "right\u0007"),
            false,
            null);
    Model named =
        new Model(
            hostile,
            model.network(),
            model.parameters(),
            model.precision(),
            model.loss(),
            FeatureEncoder.of(hostile.features(), model.encoder().scaling()),
            model.targetScaling(),
            Map.of("key\u001b", Map.of("inner\u001b", "value\u001b[0m\n")));

    String text = new ModelDescription(named).toText();
    String json = Json.pretty(new ModelDescription(named).toMap());

    assertThat(text).isEqualTo(Printable.lines(text)).contains("side\\u000d\\u000arappel");
    assertThat(json).isEqualTo(Printable.lines(json)).contains("b\\u009b1m");
  }
}
