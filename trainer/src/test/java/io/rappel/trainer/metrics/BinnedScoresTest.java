package io.rappel.trainer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinnedScoresTest {

  @ParameterizedTest
  @CsvSource({
    "-Infinity, 0",
    "-0.0, 0",
    "0, 0",
    "1e-300, 0",
    "0.49999999999999994, 32767",
    "0.5, 32768",
    "0.9999999999999999, 65535",
    "1, 65535",
    "7, 65535",
    "Infinity, 65535"
  })
  void endsAndMiddle(double score, long bin) {
    assertThat(BinnedScores.bin(score)).isEqualTo(bin);
  }

  @Property
  void risesWithTheScore(
      @ForAll @DoubleRange(min = 0, max = 1) double a,
      @ForAll @DoubleRange(min = 0, max = 1) double b) {
    assertThat(BinnedScores.bin(Math.min(a, b)))
        .isLessThanOrEqualTo(BinnedScores.bin(Math.max(a, b)));
  }

  @Test
  void binsAreNarrowAtBothEnds() {
    for (double distance = 0.25; distance > 0x1p-32; distance /= 3) {
      double next = distance * (1 + 0x1p-9);
      assertThat(BinnedScores.bin(distance)).isLessThan(BinnedScores.bin(next));
      assertThat(BinnedScores.bin(1 - distance)).isGreaterThan(BinnedScores.bin(1 - next));
    }
  }
}
