package io.rappel.jobs.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimingTest {

  private final Timing timing = new Timing(7, 0.5, 10, 20_000);

  @Test
  void preparationIsNoPartOfTheSteps() {
    assertThat(timing.examplesPerSecond()).isEqualTo(40_000);
    assertThat(timing.millisecondsPerStep()).isEqualTo(50);
  }

  @Test
  void operationsGoWithTheRowsAndNotWithTheSteps() {
    assertThat(timing.gigaflops(818_176)).isEqualTo(40_000L * 818_176 / 1e9);
  }
}
