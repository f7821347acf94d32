package io.rappel.jobs.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void isTheMiddleOfAnOddCount() {
    assertThat(Median.of(9, 1, 100)).isEqualTo(9);
    assertThat(Median.of(4)).isEqualTo(4);
  }

  @Test
  void isTheMeanOfTheTwoInTheMiddleOfAnEvenCount() {
    assertThat(Median.of(100, 2, 1, 4)).isEqualTo(3);
  }

  @Test
  void leavesItsArgumentAlone() {
    double[] values = {3, 1, 2};

    Median.of(values);

    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void refusesNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> Median.of());
  }

  @Test
  void takesTheMedianOfWhatItemsHave() {
    assertThat(Median.of(List.of("a", "bbb", "cc"), String::length)).isEqualTo(2);
  }
}
