package io.rappel.trainer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.metrics.ScoreCurves.CalibrationBin;
import io.rappel.trainer.metrics.ScoreCurves.Cut;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreCurvesTest {

  private static void add(ClassificationSums sums, int actual, double score, double weight) {
    sums.add(actual, new double[] {1 - score, score}, score > 0.5 ? 1 : 0, weight);
  }

  @Test
  void cutsGoFromTheHighestScoreToTheLowestAndTiesAreOne() {
    ClassificationSums sums = new ClassificationSums(2, false);
    add(sums, 0, 0.25, 2);
    add(sums, 1, 0.5, 1);
    add(sums, 0, 0.5, 2);
    add(sums, 1, 0.75, 3);
    add(sums, 1, 0.6, 0);

    assertThat(sums.curves().cuts())
        .containsExactly(
            new Cut(Double.POSITIVE_INFINITY, 0, 0, 1),
            new Cut(0.75, 0.75, 0, 1),
            new Cut(0.5, 1, 0.5, 4 / 6.0),
            new Cut(0.25, 1, 1, 0.5));
    // 3/4 of the recall at precision 1, 1/4 at 2/3, as scikit-learn's average_precision_score
    assertThat(sums.curves().averagePrecision()).isCloseTo(0.75 + 0.25 * 4 / 6, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void manyRowsGiveFewCutsOnTheWholeCurve(boolean binned) {
    ClassificationSums sums = new ClassificationSums(2, binned);
    Random random = new Random(11);
    for (int i = 0; i < 40_000; i++) {
      double p = random.nextDouble();
      add(sums, random.nextDouble() < p ? 1 : 0, p, 1);
    }
    List<Cut> cuts = sums.curves().cuts();

    assertThat(cuts).hasSizeBetween(100, 400);
    assertThat(cuts.get(cuts.size() - 1).recall()).isEqualTo(1);
    // of true probabilities p, uniform: recall beyond t is 1 − t², of the others (1 − t)²
    assertThat(cuts.subList(1, cuts.size()))
        .allSatisfy(
            cut -> {
              double t = cut.threshold();
              assertThat(cut.recall()).isCloseTo(1 - t * t, within(0.015));
              assertThat(cut.falsePositives()).isCloseTo((1 - t) * (1 - t), within(0.015));
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void calibrationBinsHaveEqualWeightAndTheirShares(boolean binned) {
    ClassificationSums sums = new ClassificationSums(2, binned);
    for (int i = 0; i < 1000; i++) {
      // what is said to be p is p² in truth
      double p = (i + 0.5) / 1000;
      add(sums, 1, p, p * p);
      add(sums, 0, p, 1 - p * p);
    }
    List<CalibrationBin> bins = sums.curves().calibration();

    assertThat(bins).hasSize(10);
    for (int i = 0; i < 10; i++) {
      double middle = (i + 0.5) / 10;
      assertThat(bins.get(i).weight()).isCloseTo(100, within(2.0));
      assertThat(bins.get(i).predicted()).isCloseTo(middle, within(2e-3));
      assertThat(bins.get(i).actual()).isCloseTo(middle * middle + 1 / 1200.0, within(3e-3));
      assertThat(bins.get(i).low()).isCloseTo(i / 10.0, within(2e-3));
      assertThat(bins.get(i).high()).isCloseTo((i + 1) / 10.0, within(2e-3));
    }
  }

  @Test
  void fewRowsHaveFewBins() {
    ClassificationSums sums = new ClassificationSums(2, false);
    for (int i = 0; i < 41; i++) {
      add(sums, i % 2, i / 41.0, 1);
    }

    assertThat(sums.curves().calibration()).hasSize(2);
  }

  @Test
  void ofManyClassesThePredictedOneIsCalibratedWhereItIsAskedFor() {
    ClassificationSums sums = new ClassificationSums(3, false, true);
    ClassificationSums without = new ClassificationSums(3, false);
    for (ClassificationSums each : List.of(sums, without)) {
      each.add(2, new double[] {0.125, 0.125, 0.75}, 2, 3);
      each.add(0, new double[] {0.125, 0.125, 0.75}, 2, 1);
    }

    assertThat(sums.curves().cuts()).isEmpty();
    assertThat(sums.curves().calibration())
        .containsExactly(new CalibrationBin(0.75, 0.75, 0.75, 0.75, 4));
    assertThat(without.curves()).isEqualTo(ScoreCurves.NONE);
  }

  @Test
  void thereAreNoCurvesOfOneClassAloneOrOfNoNumbers() {
    ClassificationSums one = new ClassificationSums(2, false);
    add(one, 1, 0.75, 1);
    ClassificationSums none = new ClassificationSums(2, false);
    add(none, 1, Double.NaN, 1);

    assertThat(one.curves().cuts()).isEmpty();
    assertThat(one.curves().calibration()).hasSize(1);
    assertThat(none.curves()).isEqualTo(ScoreCurves.NONE);
    assertThat(new RegressionSums(1).curves()).isEqualTo(ScoreCurves.NONE);
  }

  @Test
  void theMiddleOfABinIsInIt() {
    assertThat(LongStream.range(0, 1 << 16))
        .allMatch(bin -> BinnedScores.bin(BinnedScores.score(bin)) == bin);
  }
}
