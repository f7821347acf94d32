package io.rappel.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryWriterTest {

  private static final Map<String, Object> NONE = Map.of();

  private static List<String> write(int epochs, int stepsPerEpoch) throws IOException {
    TrainingConfig config = TrainingConfig.builder().epochs(epochs).build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (HistoryWriter history = new HistoryWriter(config.end(), bytes)) {
      history.started(
          new RunDescription(
              1, 0, 1, null, 1, 1, "", "", "", 1, 1, "", "", "", stepsPerEpoch, epochs, List.of()));
      long step = 0;
      for (int epoch = 1; epoch <= epochs; epoch++) {
        for (int i = 1; i <= stepsPerEpoch; i++) {
          history.stepped(
              new StepReport(
                  epoch, ++step, i, stepsPerEpoch, 0.5, 0.4, 0.1, 0.01, List.of(1.5), 2));
        }
        history.epochEnded(
            new EpochReport(
                1,
                epoch,
                epochs,
                step,
                0.5,
                0.4,
                Double.NaN,
                NONE,
                NONE,
                true,
                List.of(),
                List.of(),
                100,
                3));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void fewStepsAreAllThere() throws IOException {
    List<String> lines = write(2, 2);
    assertThat(lines)
        .hasSize(6)
        .startsWith(
            "{\"kind\":\"step\",\"epoch\":1,\"step\":1,\"loss\":0.5,\"data_loss\":0.4,"
                + "\"penalty\":0.1,\"learning_rate\":0.01,\"gradient_norms\":[1.5],\"seconds\":2.0}");
    assertThat(lines.get(5))
        .startsWith(
            "{\"kind\":\"epoch\",\"epoch\":2,\"steps\":4,\"loss\":0.5,\"data_loss\":0.4,\"validation_loss\":null,"
                + "\"validation\":{},\"best\":true,\"examples_per_second\":100.0,\"seconds\":3.0,\"time\":\"20")
        .matches(".*T[0-9:.]+Z\"}");
  }

  @Test
  void numbersOfLayersAreThereWhereTheyWereMeasured() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (HistoryWriter history = new HistoryWriter(TrainingConfig.builder().build().end(), bytes)) {
      history.stepped(new StepReport(1, 1, 1, 1, 0.5, 0.4, 0.1, 0.01, List.of(), 2));
      history.epochEnded(
          new EpochReport(
              1,
              1,
              1,
              1,
              0.5,
              0.4,
              0.6,
              NONE,
              NONE,
              true,
              List.of(1.5, 2.5),
              List.of(0.0, 0.25),
              100,
              3));
    }

    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.get(0)).doesNotContain("gradient_norms");
    assertThat(lines.get(1))
        .contains("\"gradient_norms\":[1.5,2.5],\"idle_units\":[0.0,0.25],\"examples_per_second");
  }

  @Test
  void manyStepsAreThinnedAndEpochsAreNot() throws IOException {
    List<String> lines = write(30, 1000);

    assertThat(lines).filteredOn(line -> line.contains("\"epoch\",")).hasSize(30);
    assertThat(lines).filteredOn(line -> line.contains("\"step\",")).hasSize(5000);
  }

  @Test
  void aFullDiskIsNoReasonToEndATraining() throws IOException {
    TrainingConfig config = TrainingConfig.builder().build();
    HistoryWriter history =
        new HistoryWriter(config.end(), Files.newOutputStream(Path.of("/dev/full")));
    try (history) {
      for (int step = 1; step <= 1_000; step++) {
        history.stepped(new StepReport(1, step, 1, 1, 0.5, 0.4, 0.1, 0.01, List.of(), 2));
      }
    }
    assertThat(history.failure().orElseThrow()).hasMessageContaining("No space left on device");
  }
}
