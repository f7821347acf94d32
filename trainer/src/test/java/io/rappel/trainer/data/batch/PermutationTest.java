package io.rappel.trainer.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.math.Mix;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PermutationTest {

  private static int[] elements(int size, long key) {
    Permutation permutation = new Permutation(size, key);
    return IntStream.range(0, size).map(permutation::at).toArray();
  }

  @Property(tries = 500)
  void hasEachElementOnce(@ForAll @IntRange(min = 1, max = 5000) int size, @ForAll long key) {
    assertThat(IntStream.of(elements(size, key)).sorted())
        .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
  }

  @Property(tries = 200)
  void staysWithinTheLargestSizes(@ForAll @IntRange(min = 1 << 30) int size, @ForAll long key) {
    Permutation permutation = new Permutation(size, key);

    assertThat(permutation.at(0)).isBetween(0, size - 1);
    assertThat(permutation.at(size - 1)).isBetween(0, size - 1).isNotEqualTo(permutation.at(0));
  }

  @Test
  void putsEachElementEverywhereEquallyOften() {
    int[] counts = new int[100 * 100];
    for (int key = 0; key < 20_000; key++) {
      int[] elements = elements(100, Mix.mix(1, key));
      for (int i = 0; i < 100; i++) {
        counts[100 * i + elements[i]]++;
      }
    }

    // 200 are expected; of 10,000 counts none should be off by more than five standard deviations,
    // 70.
    assertThat(IntStream.of(counts).summaryStatistics())
        .satisfies(s -> assertThat(s.getMin()).isGreaterThan(130))
        .satisfies(s -> assertThat(s.getMax()).isLessThan(270));
  }

  @Test
  void dependsOnTheKeyAlone() {
    assertThat(elements(100, 1)).isEqualTo(elements(100, 1)).isNotEqualTo(elements(100, 2));
  }

  @Test
  void needsAnElement() {
    assertThatThrownBy(() -> new Permutation(0, 1)).hasMessageContaining("at least 1 element");
  }
}
