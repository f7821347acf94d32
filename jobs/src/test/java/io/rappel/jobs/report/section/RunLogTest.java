package io.rappel.jobs.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.report.Samples;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.StepReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunLogTest {

  private static RunLog log(int epochs) {
    RunLog log = new RunLog();
    for (int i = 1; i <= epochs; i++) {
      log.stepped(Samples.step(i, i, 1, List.of()));
      log.epochEnded(Samples.epoch(i, 1.0 / i, i == 7 ? 0.001 : 0.5, List.of(), List.of()));
    }
    return log;
  }

  @Test
  void fewAreAllThere() {
    assertThat(log(900).epochs()).hasSize(900);
    assertThat(log(900).steps()).hasSize(900);
  }

  @Test
  void ofManyThereAreSomeTheFirstAndTheLatest() {
    RunLog log = log(100_000);

    assertThat(log.epochs()).hasSizeBetween(400, 931);
    assertThat(log.epochs())
        .extracting(EpochReport::epoch)
        .isSorted()
        .startsWith(1)
        .endsWith(99_999, 100_000);
    assertThat(log.steps())
        .extracting(StepReport::step)
        .doesNotHaveDuplicates()
        .hasSizeLessThan(931);
    assertThat(log.lowest().epoch()).isEqualTo(7);
  }

  @Test
  void noEpochIsTheBestWhereTheModelIsAnAverage() {
    RunLog log = log(10);
    log.epochEnded(Samples.epoch(2, 11, 1, 0.5, List.of(), List.of()));

    assertThat(log.lowest()).isNull();
  }

  @Test
  void ofValidationMetricsNumbersAlone() {
    assertThat(log(1).epochs().get(0).validation()).containsOnlyKeys("accuracy");
  }
}
