package io.rappel.jobs.output.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

  private static final long MILLISECOND = 1_000_000;

  private final StringWriter text = new StringWriter();
  private final AtomicLong clock = new AtomicLong();

  private Progress progress(boolean live, int width, int epochs) {
    Progress progress = new Progress(new PrintWriter(text, true), live, () -> width, clock::get);
    progress.started(run(epochs));
    return progress;
  }

  private static RunDescription run(int epochs) {
    return new RunDescription(
        1, 0, 1, null, 1, 1, "", "", "", 1, 1, "", "", "", 10, epochs, List.of());
  }

  private static EpochReport epoch(int epoch, int epochs) {
    return new EpochReport(
        1,
        epoch,
        epochs,
        epoch * 10L,
        0.25,
        0.2,
        0.5,
        Map.of("accuracy", 0.9),
        Map.of("accuracy", 0.95),
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
            "epoch 1/2, step 10, loss 0.2000, validation 0.5000 (accuracy 0.9000, training 0.9500), 12.3k rows/s,"
                + " at most 1.0 s left",
            "epoch 2/2, step 20, loss 0.2000, validation 0.5000 (accuracy 0.9000, training 0.9500), 12.3k rows/s");
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
        .containsExactly("epoch 1/5, step 2, loss 0.2000, at most 24.0 s left");
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
    assertThat(drawn[3]).isEqualTo("epoch 1/5, loss 0.2000\u001b[K" + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120|epoch 1/2, step 10, loss 0.2000, validation 0.5000 (accuracy 0.9000, training 0.9500), 12.3k rows/s,"
            + " at most 1.0 s left",
        "119|epoch 1/2, step 10, loss 0.2000, validation 0.5000 (accuracy 0.9000, training 0.9500),"
            + " at most 1.0 s left",
        "97|epoch 1/2, loss 0.2000, validation 0.5000 (accuracy 0.9000, training 0.9500), at most 1.0 s left",
        "60|epoch 1/2, loss 0.2000, validation 0.5000",
        "8|epoch 1"
      })
  void aShortLineLeavesOutWhatMattersLeast(int width, String line) {
    try (Progress progress = progress(true, width, 2)) {
      progress.epochEnded(epoch(1, 2));
    }
    assertThat(text.toString().split("\r")[1]).isEqualTo(line + "\u001b[K");
  }

  @Test
  void theLiveLineFollowsATerminalThatIsMadeNarrower() {
    AtomicInteger width = new AtomicInteger(200);
    try (Progress progress =
        new Progress(new PrintWriter(text, true), true, width::get, clock::get)) {
      progress.started(run(2));
      progress.epochEnded(epoch(1, 2));
      width.set(30);
      clock.set(1_000 * MILLISECOND);
      progress.epochEnded(epoch(2, 2));
    }
    String[] drawn = text.toString().split("\r");
    assertThat(drawn[1]).hasSizeGreaterThan(90);
    assertThat(drawn[2]).startsWith("epoch 2/2, loss 0.2000\u001b[K");
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
