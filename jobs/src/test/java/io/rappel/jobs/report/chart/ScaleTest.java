package io.rappel.jobs.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {

  private static List<String> labels(Scale scale) {
    return scale.ticks().stream().map(scale::label).toList();
  }

  @Test
  void linearTicksAreRoundNumbers() {
    assertThat(labels(Scale.linear(0.013, 0.94)))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(labels(Scale.linear(-3, 12))).containsExactly("−5", "0", "5", "10", "15");
    assertThat(labels(Scale.linear(0, 9500)))
        .containsExactly("0", "2,000", "4,000", "6,000", "8,000", "10,000");
    assertThat(labels(Scale.linear(0, 4.1e6))).containsExactly("0", "1M", "2M", "3M", "4M", "5M");
  }

  @Test
  void logarithmicTicksAreDecadesOrDigits() {
    assertThat(labels(Scale.logarithmic(0.0004, 700)))
        .containsExactly("0.001", "0.01", "0.1", "1", "10", "100");
    assertThat(labels(Scale.logarithmic(0.3, 4))).containsExactly("0.5", "1", "2");
    assertThat(labels(Scale.logarithmic(1e-9, 1e-4))).endsWith("10⁻⁵", "10⁻⁴");
    assertThat(Scale.logarithmic(1e-200, 1e200).ticks()).hasSizeBetween(3, 8);
  }

  @Test
  void wholeNumbersHaveNoTicksBetweenThem() {
    assertThat(labels(Scale.counting(1, 3))).containsExactly("1", "2", "3");
    assertThat(labels(Scale.counting(1, 10_000))).contains("2,000", "10,000");
  }

  @Test
  void rangesThatAreFarApartAreLogarithmic() {
    assertThat(Scale.fitting(0.01, 10).logarithmic()).isTrue();
    assertThat(Scale.fitting(0.5, 10).logarithmic()).isFalse();
    assertThat(Scale.fitting(0, 10).logarithmic()).isFalse();
    assertThat(Scale.fitting(-1, 10).logarithmic()).isFalse();
  }

  @Test
  void constantAndMissingValuesHaveARangeToo() {
    for (Scale scale :
        List.of(
            Scale.linear(5, 5),
            Scale.linear(0, 0),
            Scale.linear(-1e-9, -1e-9),
            Scale.counting(1, 1),
            Scale.linear(Double.NaN, Double.NaN),
            Scale.linear(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))) {
      assertThat(scale.high()).isGreaterThan(scale.low());
    }
    assertThat(Scale.linear(5, 5).at(5)).isBetween(0.2, 0.8);
  }

  @Test
  void valuesLieWithinAndInOrder() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double a = Math.scalb(random.nextGaussian(), random.nextInt(2000) - 1000);
      double b = i % 2 == 0 ? a * (1 + random.nextDouble() * 100) : random.nextGaussian();
      double low = Math.min(a, b);
      double high = Math.max(a, b);
      for (Scale scale : List.of(Scale.fitting(low, high), Scale.between(low, high))) {
        assertThat(scale.at(low)).isBetween(0.0, 1.0).isLessThanOrEqualTo(scale.at(high));
        assertThat(scale.at(high)).isBetween(0.0, 1.0);
        assertThat(scale.ticks()).as("%s to %s", low, high).hasSizeBetween(1, 12);
      }
    }
  }

  @Test
  void endsAreAtTheEnds() {
    Scale scale = Scale.logarithmic(1, 100);
    assertThat(scale.at(1)).isZero();
    assertThat(scale.at(10)).isCloseTo(0.5, within(1e-12));
    assertThat(scale.at(0)).isZero();
    assertThat(scale.at(1e9)).isEqualTo(1);
  }
}
