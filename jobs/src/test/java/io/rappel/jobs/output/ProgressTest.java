package io.rappel.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.EpochReport;
import io.rappel.trainer.StepReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final long MILLISECOND = 1_000_000;

  private final StringWriter text = new StringWriter();
  private final AtomicLong clock = new AtomicLong();

  private Progress progress(boolean live, int width, int epochs) {
    return new Progress(new PrintWriter(text, true), live, width, epochs, clock::get);
  }

  private static EpochReport epoch(int epoch, int epochs) {
    return new EpochReport(
        epoch,
        epochs,
        epoch * 10L,
        0.25,
        0.5,
        Map.of("accuracy", 0.9),
        true,
        List.of(),
        List.of(),
        12_345,
        epoch);
  }

  private static StepReport step(int epoch, int step) {
    return new StepReport(epoch, step, step, 10, 0.25, 0.2, 0.05, 0.1, List.of(1.0), 1);
  }

  @Test
  void plainLinesTellAnEpochEach() {
    try (Progress progress = progress(false, 80, 2)) {
      progress.epochEnded(epoch(1, 2));
      progress.epochEnded(epoch(2, 2));
    }

    assertThat(text.toString().lines())
        .containsExactly(
            "epoch 1/2, step 10, loss 0.2500, validation 0.5000 (accuracy 0.9000), 12.3k rows/s,"
                + " at most 1.0 s left",
            "epoch 2/2, step 20, loss 0.2500, validation 0.5000 (accuracy 0.9000), 12.3k rows/s");
  }

  @Test
  void plainLinesOfManyEpochsAreFew() {
    try (Progress progress = progress(false, 80, 1000)) {
      for (int i = 1; i <= 1000; i++) {
        progress.epochEnded(epoch(i, 1000));
      }
    }
    assertThat(text.toString().lines()).hasSize(21);
  }

  @Test
  void plainLinesTellStepsOfLongEpochs() {
    try (Progress progress = progress(false, 80, 5)) {
      clock.set(9_000 * MILLISECOND);
      progress.stepped(step(1, 1));
      clock.set(11_000 * MILLISECOND);
      progress.stepped(step(1, 2));
    }
    assertThat(text.toString().lines())
        .containsExactly("epoch 1/5, step 2, loss 0.2500, at most 24.0 s left");
  }

  @Test
  void theLiveLineIsRedrawnFiveTimesASecondAndFitsTheTerminal() {
    try (Progress progress = progress(true, 30, 5)) {
      for (int i = 1; i <= 10; i++) {
        clock.set(i * 50 * MILLISECOND);
        progress.stepped(step(1, i));
      }
    }

    String[] drawn = text.toString().split("\r");
    assertThat(drawn).hasSize(4);
    assertThat(drawn[3])
        .isEqualTo("epoch 1/5, step 9, loss 0.250\u001b[K" + System.lineSeparator());
  }

  @Test
  void theLiveLineEndsWithTheLastEpoch() {
    try (Progress progress = progress(true, 200, 2)) {
      progress.epochEnded(epoch(1, 2));
      progress.epochEnded(epoch(2, 2));
    }
    assertThat(text.toString().split("\r")[2]).startsWith("epoch 2/2, step 20");
  }
}
