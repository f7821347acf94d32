package io.rappel.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassWeightsTest {

  private static final List<String> CLASSES = List.of("no", "yes", "per:haps");

  @Test
  void balancedWeightsGiveEachClassTheSameTotal() {
    double[] weights = ClassWeights.balanced().of(CLASSES, new long[] {60, 30, 10});

    assertThat(weights).containsExactly(100.0 / 180, 100.0 / 90, 100.0 / 30);
  }

  @Test
  void aBalancedClassWithoutRowsHasNoWeight() {
    assertThat(ClassWeights.balanced().of(CLASSES, new long[] {4, 0, 2}))
        .containsExactly(0.5, 0, 1);
  }

  @Test
  void classesThatAreNotNamedCountOnce() {
    ClassWeights weights = ClassWeights.parse("per:haps:0.5, yes:3");

    assertThat(weights.of(CLASSES, new long[] {1, 1, 1})).containsExactly(1, 3, 0.5);
    assertThat(weights).hasToString("per:haps:0.5,yes:3");
    assertThat(weights.unknown(CLASSES)).isEmpty();
    assertThat(weights.unknown(List.of("yes", "no"))).containsExactly("per:haps");
  }

  @Test
  void someRowHasToCount() {
    ClassWeights weights = ClassWeights.parse("no:0,yes:0");

    assertThatThrownBy(() -> weights.of(List.of("no", "yes"), new long[] {3, 4}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("weight above 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "yes:", "yes:x", "yes:-1", "yes:NaN", "yes:1,yes:2", "yes:1,"})
  void refusesWhatIsNoWeight(String text) {
    assertThatThrownBy(() -> ClassWeights.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
