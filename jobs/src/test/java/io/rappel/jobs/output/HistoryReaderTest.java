package io.rappel.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {

  private static final RunDescription RUN =
      new RunDescription(1, 0, 1, null, 1, 1, "", "", "", 1, 1, "", "", "", 2, 3, List.of());

  private final List<Object> told = new ArrayList<>();
  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void stepped(StepReport step) {
          told.add(step);
        }

        @Override
        public void epochEnded(EpochReport epoch) {
          told.add(epoch);
        }
      };

  private static List<Object> reports() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", 0.1);
    metrics.put("confusion_matrix", List.of(List.of(1, 2), List.of(3, 4)));
    metrics.put("auc", null);
    return List.of(
        new StepReport(1, 1, 1, 2, 1 / 3.0, 0.1, 1e-300, 0.01, List.of(0.1, Math.PI), 1e-9),
        new StepReport(1, 2, 2, 2, -0.5, 0.4, 0, 0.01, List.of(), 2),
        new EpochReport(
            1,
            1,
            3,
            2,
            0.3,
            0.25,
            0.7,
            metrics,
            Map.of("accuracy", 0.75),
            true,
            List.of(0.2),
            List.of(0.0, 1.0),
            9,
            3),
        new StepReport(2, 3, 1, 2, 0.5, 0.4, 0.1, 0.01, List.of(), 4),
        new EpochReport(
            1,
            2,
            3,
            3,
            0.3,
            0.25,
            Double.NaN,
            Map.of(),
            Map.of(),
            false,
            List.of(),
            List.of(),
            9,
            5));
  }

  @Test
  void whatWasWrittenIsToldAgain() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    HistoryWriter writer = new HistoryWriter(TrainingConfig.builder().build().end(), file);
    writer.remember();
    for (Object report : reports()) {
      if (report instanceof StepReport step) {
        writer.stepped(step);
      } else {
        writer.epochEnded((EpochReport) report);
      }
    }
    new HistoryReader(RUN).tell(writer.lines(), listener);
    assertThat(told).isEqualTo(reports());

    ByteArrayOutputStream second = new ByteArrayOutputStream();
    HistoryWriter resumed = new HistoryWriter(TrainingConfig.builder().build().end(), second);
    resumed.remember();
    resumed.resume(writer.lines());
    assertThat(second.toByteArray())
        .as("at once in the file")
        .isEqualTo(writer.lines())
        .isEqualTo(resumed.lines())
        .isEqualTo(file.toByteArray());
  }
}
