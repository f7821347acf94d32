package io.rappel.trainer.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Against values of published tables. */
class NormalLawTest {

  @Test
  void cumulative() {
    assertThat(NormalLaw.cumulative(0)).isCloseTo(0.5, within(1e-15));
    assertThat(NormalLaw.cumulative(1.959963984540054)).isCloseTo(0.975, within(1e-15));
    assertThat(NormalLaw.cumulative(-6))
        .isCloseTo(9.865876450376946e-10, Percentage.withPercentage(1e-10));
  }

  @Test
  void quantile() {
    assertThat(NormalLaw.quantile(0.5)).isCloseTo(0, within(1e-15));
    assertThat(NormalLaw.quantile(0.025)).isCloseTo(-1.959963984540054, within(1e-13));
    assertThat(NormalLaw.quantile(0.8)).isCloseTo(0.8416212335729143, within(1e-13));
    assertThat(NormalLaw.quantile(1e-9)).isCloseTo(-5.997807015007687, within(1e-12));
    assertThat(NormalLaw.quantile(0)).isLessThan(-36);
    assertThat(NormalLaw.quantile(1)).isGreaterThan(36);
  }
}
