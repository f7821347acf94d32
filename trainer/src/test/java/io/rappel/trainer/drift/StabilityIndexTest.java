package io.rappel.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.drift.report.ColumnDrift;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Indices that were computed by hand. */
class StabilityIndexTest {

  private static ColumnCounts numbers(List<Double> edges, long... counts) {
    return new ColumnCounts(
        ColumnBins.numbers("x", edges), Arrays.stream(counts).boxed().toList(), List.of());
  }

  private static ColumnCounts levels(List<String> levels, long... counts) {
    return new ColumnCounts(
        ColumnBins.levels("x", levels), Arrays.stream(counts).boxed().toList(), List.of());
  }

  private static double index(ColumnCounts before, ColumnCounts now) {
    return StabilityIndex.of(before, now, 1).psi();
  }

  @Test
  void ofTwoBins() {
    // (0.5 − 0.4) ln (0.5 / 0.4) + (0.5 − 0.6) ln (0.5 / 0.6)
    assertThat(index(numbers(List.of(0.0), 0, 500, 500), numbers(List.of(0.0), 0, 800, 1200)))
        .isCloseTo(0.0405465108, within(1e-9));
  }

  @Test
  void ofThreeLevels() {
    // p = 0.5, 0.3, 0.2 and q = 0.2, 0.3, 0.5: 2 · 0.3 ln 2.5
    List<String> levels = List.of("a", "b", "c");
    assertThat(index(levels(levels, 0, 0, 500, 300, 200, 0), levels(levels, 0, 0, 20, 30, 50, 0)))
        .isCloseTo(0.5497744391, within(1e-9));
  }

  @Test
  void ofMissingCells() {
    // p = 0.9, 0.1 and q = 0.5, 0.5: 0.4 ln 1.8 + 0.4 ln 5
    assertThat(index(numbers(List.of(), 100, 900), numbers(List.of(), 500, 500)))
        .isCloseTo(0.8788898309, within(1e-9));
  }

  @Test
  void ofTheSameSharesIsZero() {
    ColumnCounts counts = numbers(List.of(1.0, 2.0), 10, 100, 200, 300);

    assertThat(index(counts, numbers(List.of(1.0, 2.0), 20, 200, 400, 600))).isZero();
  }

  @Test
  void binsOfFewRowsAreTakenTogether() {
    List<Double> edges = List.of(1.0, 2.0, 3.0, 4.0);
    ColumnDrift drift =
        StabilityIndex.of(
            numbers(edges, 0, 30, 40, 900, 20, 10), numbers(edges, 0, 1, 9, 80, 5, 5), 1);

    assertThat(drift.groups())
        .containsExactly(
            new ColumnDrift.Group("below 2", 0.07, 0.1),
            new ColumnDrift.Group("2 and above", 0.93, 0.9));
  }

  /** A column that always was 7, and no longer is. */
  @Test
  void constantsThatMoveAreSeen() {
    List<Double> edges = ColumnBins.around(7, 0);
    ColumnCounts before = numbers(edges, 0, 0, 1000, 0);

    assertThat(index(before, numbers(edges, 0, 0, 1000, 0))).isZero();
    // half a row for none: (0.0005 − 0.3) ln (0.0005 / 0.3) + 0.3 ln (1 / 0.7)
    assertThat(index(before, numbers(edges, 0, 0, 700, 300))).isCloseTo(2.0228829, within(1e-6));
  }

  @Test
  void newLevelsAreSeen() {
    List<String> levels = List.of("a", "b");
    ColumnCounts before = levels(levels, 0, 0, 500, 500, 0);

    assertThat(index(before, levels(levels, 0, 300, 350, 350, 0))).isGreaterThan(1);
  }

  @Test
  void ofFewRowsThereIsNone() {
    ColumnCounts few = numbers(List.of(0.0), 0, 500, 499);
    ColumnCounts enough = numbers(List.of(0.0), 0, 500, 500);

    assertThat(StabilityIndex.of(few, enough, 1000).psi()).isNull();
    assertThat(StabilityIndex.of(enough, few, 1000).psi()).isNull();
    assertThat(StabilityIndex.of(enough, enough, 1000).psi()).isZero();
  }

  @Test
  void aNumberLiesFromTheEdgeOn() {
    double[] edges = {-1, 0, 2};

    assertThat(new double[] {Double.NaN, -5, -1, -0.5, -0.0, 1, 2, Double.POSITIVE_INFINITY})
        .satisfies(
            values ->
                assertThat(Arrays.stream(values).mapToInt(x -> ColumnBins.place(edges, x)))
                    .containsExactly(0, 1, 2, 2, 3, 3, 4, 4));
  }
}
