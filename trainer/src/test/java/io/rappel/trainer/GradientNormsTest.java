package io.rappel.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GradientNormsTest {

  private static List<Integer> measured(int steps) {
    return IntStream.rangeClosed(1, steps)
        .filter(step -> GradientNorms.areWanted(step, steps))
        .boxed()
        .toList();
  }

  @Test
  void shortEpochsAreMeasuredInTheFirstStepAndEveryFourth() {
    assertThat(measured(1)).containsExactly(1);
    assertThat(measured(3)).containsExactly(1);
    assertThat(measured(13)).containsExactly(1, 4, 8, 12);
  }

  @Test
  void longOnesInAboutTwentySteps() {
    assertThat(measured(1_000)).hasSize(21).startsWith(1, 50, 100).endsWith(1_000);
  }
}
