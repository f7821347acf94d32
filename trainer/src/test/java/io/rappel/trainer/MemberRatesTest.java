package io.rappel.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberRatesTest {

  /** Which of so many networks are bold. */
  private static List<Boolean> bold(Double... losses) {
    return bold(50, losses);
  }

  private static List<Boolean> bold(long rows, Double... losses) {
    List<Boolean> bold = new ArrayList<>();
    for (int m = 0; m <= losses.length; m++) {
      bold.add(MemberRates.areBold(List.of(losses).subList(0, m), rows));
    }
    return bold;
  }

  @Test
  void bothRatesAreTriedAndTheBetterOnesGoOn() {
    assertThat(bold(0.5, 0.4, 0.4)).containsExactly(false, true, true, true);
    assertThat(bold(0.4, 0.5, 0.4)).containsExactly(false, true, false, false);
    assertThat(bold(0.4, 0.4, 0.4)).containsExactly(false, true, false, false);
  }

  @Test
  void meansDecide() {
    // The third is worse than hoped for: the mean of the bold ones is above the other then.
    assertThat(bold(0.5, 0.4, 0.7)).containsExactly(false, true, true, false);
    assertThat(bold(0.5, 0.4, 0.55)).containsExactly(false, true, true, true);
  }

  @Test
  void withFewValidationRowsAllLearnAlike() {
    assertThat(bold(49, 0.5, 0.4, 0.4)).containsExactly(false, false, false, false);
    assertThat(bold(0, Double.NaN, Double.NaN)).containsExactly(false, false, false);
  }

  @Test
  void whatIsClearlyWorseIsLeftOut() {
    assertThat(MemberRates.averaged(List.of(0.4, 0.51, 0.49, 0.45), 200)).containsExactly(0, 2, 3);
    assertThat(MemberRates.averaged(List.of(0.6, 0.41, 0.6, 0.4), 200)).containsExactly(1, 3);
    // Losses may be below 0, as those of counts.
    assertThat(MemberRates.averaged(List.of(-2.0, -1.6, -1.4), 200)).containsExactly(0, 1);
  }

  @Test
  void fewRowsLeaveNoneOut() {
    assertThat(MemberRates.averaged(List.of(0.4, 0.9), 199)).containsExactly(0, 1);
    assertThat(MemberRates.averaged(List.of(Double.NaN, Double.NaN), 0)).containsExactly(0, 1);
  }
}
