package io.rappel.trainer.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.pack.RowPack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnStatisticsTest {

  private static final int FEATURES = 6;

  /** Columns: normal, rarely not 0, constant, constant 0, large with a small range, wide. */
  private static List<Example> rows(int count, long seed) {
    Random random = new Random(seed);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] x = {
        random.nextGaussian(),
        random.nextInt(20) == 0 ? 3 + random.nextGaussian() : 0,
        7.5,
        0,
        1e6 + random.nextDouble(),
        TestRows.wide(random)
      };
      double[] targets = {100 * random.nextGaussian(), 5};
      rows.add(new Example(Vectors.dense(x), targets, random.nextInt(4) / 2.0));
    }
    return rows;
  }

  private static double mean(List<Example> rows, ToDoubleFunction<Example> value) {
    double weight = rows.stream().mapToDouble(Example::weight).sum();
    return rows.stream().mapToDouble(r -> r.weight() * value.applyAsDouble(r)).sum() / weight;
  }

  private static double deviation(List<Example> rows, ToDoubleFunction<Example> value) {
    double mean = mean(rows, value);
    return Math.sqrt(mean(rows, r -> Math.pow(value.applyAsDouble(r) - mean, 2)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areThoseOfAPlainComputation(boolean sparse) {
    List<Example> rows = rows(500, 1);
    List<Example> toTrainOn =
        rows.stream().filter(row -> !TestRows.hash(row).heldOut(0, 0.2)).toList();
    ColumnStatistics statistics = TestRows.statistics(List.of(TestRows.pack(rows, sparse, 0.2)));
    Scaling features = new ScalingFit(statistics).features(ScalingKind.STANDARD);
    Scaling targets = new ScalingFit(statistics).standardTargets();

    for (int column : new int[] {0, 1, 4, 5}) {
      ToDoubleFunction<Example> value = row -> row.features().apply(column);
      check(features, column, toTrainOn, value);
    }
    assertThat(features.offset(2)).isEqualTo(7.5);
    assertThat(features.factor(2)).isZero();
    assertThat(features.offset(3)).isZero();
    assertThat(features.factor(3)).isZero();
    ToDoubleFunction<Example> target = row -> row.targets()[0];
    check(targets, 0, toTrainOn, target);
    assertThat(targets.offset(1)).isEqualTo(5);
    assertThat(targets.factor(1)).isEqualTo(1);
  }

  /** Of the rows to train on that count; the form in which rows are packed does not matter. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsMostlyZeroIsDividedByItsLargestMagnitudeWhereAsked(boolean sparse) {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      double[] x = {i < 4 ? 0 : i - 9, i < 3 ? 0 : i, 0, i == 1 ? 1e-320 : 0, i};
      rows.add(new Example(Vectors.dense(x), new double[] {i}, 1));
    }
    rows.add(new Example(Vectors.dense(50, 50, 50, 50, 50), new double[] {9}, 0));
    ColumnStatistics statistics = TestRows.statistics(List.of(TestRows.pack(rows, sparse, 0)));
    Scaling auto = new ScalingFit(statistics).features(ScalingKind.AUTO);
    Scaling standard = new ScalingFit(statistics).features(ScalingKind.STANDARD);

    assertThat(auto.offset(0)).isZero();
    assertThat(auto.factor(0)).isEqualTo(1 / 5.0);
    for (int column : new int[] {1, 2, 3, 4}) {
      assertThat(auto.offset(column)).isEqualTo(standard.offset(column));
      assertThat(auto.factor(column)).isEqualTo(standard.factor(column));
    }
  }

  /** Of 400 numbers the grid holds at least 40 bits below the largest one. */
  private static void check(
      Scaling scaling, int column, List<Example> rows, ToDoubleFunction<Example> value) {
    double largest = rows.stream().mapToDouble(value).map(Math::abs).max().orElseThrow();
    double factor = 1 / deviation(rows, value);

    assertThat(scaling.offset(column))
        .as("offset of column %d", column)
        .isCloseTo(mean(rows, value), within(0x1p-40 * largest));
    assertThat(scaling.factor(column))
        .as("factor of column %d", column)
        .isCloseTo(factor, within(1e-10 * factor));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void neitherOrderNorSplitChangesABit(boolean sparse) {
    List<Example> rows = rows(400, 2);
    ColumnStatistics expected = TestRows.statistics(List.of(TestRows.pack(rows, sparse, 0.1)));
    Random random = new Random(3);
    for (int trial = 0; trial < 20; trial++) {
      Collections.shuffle(rows, random);
      int first = random.nextInt(rows.size() - 2) + 1;
      List<RowPack> packs =
          List.of(
              TestRows.pack(rows.subList(first, rows.size()), sparse, 0.1),
              TestRows.pack(rows.subList(0, first), sparse, 0.1));

      assertThat(TestRows.statistics(packs)).usingRecursiveComparison().isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void minMaxScalesToTheRangeFromZeroToOne(boolean sparse) {
    List<Example> rows = new ArrayList<>();
    double[] values = {0, -2, 0, 6, 4};
    for (int i = 0; i < values.length; i++) {
      rows.add(TestRows.row(i, 1, values[i], i + 1, 7));
    }
    Scaling scaling =
        new ScalingFit(TestRows.statistics(List.of(TestRows.pack(rows, sparse, 0))))
            .features(ScalingKind.MIN_MAX);

    assertThat(scaling.scale(0, -2)).isZero();
    assertThat(scaling.scale(0, 0)).isEqualTo(0.25);
    assertThat(scaling.scale(0, 6)).isEqualTo(1);
    assertThat(scaling.scale(1, 1)).isZero();
    assertThat(scaling.scale(1, 5)).isEqualTo(1);
    assertThat(scaling.factor(2)).as("of a constant column").isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-200, 1e-20, 1e20, 1e200, 1e300})
  void columnsOfAnySizeAreScaled(double size) {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(TestRows.row(i, 1, i % 2 == 0 ? size : 3 * size));
    }
    Scaling scaling =
        new ScalingFit(TestRows.statistics(List.of(TestRows.pack(rows, false, 0))))
            .features(ScalingKind.STANDARD);

    assertThat(scaling.scale(0, size)).isCloseTo(-1, within(1e-12));
    assertThat(scaling.scale(0, 3 * size)).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 1e200})
  void weightsOfAnySizeAverage(double size) {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(TestRows.row(i, size, i % 2 == 0 ? 1 : 3));
    }
    Scaling scaling =
        new ScalingFit(TestRows.statistics(List.of(TestRows.pack(rows, false, 0))))
            .features(ScalingKind.STANDARD);

    assertThat(scaling.scale(0, 1)).isCloseTo(-1, within(1e-12));
  }

  @Test
  void rowsWithoutWeightScaleNothing() {
    List<Example> rows = List.of(TestRows.row(1, 0, 2), TestRows.row(2, 0, 4));
    ColumnStatistics statistics = TestRows.statistics(List.of(TestRows.pack(rows, false, 0)));

    assertThat(new ScalingFit(statistics).features(ScalingKind.STANDARD).factor(0)).isZero();
    assertThat(new ScalingFit(statistics).standardTargets().factor(0)).isEqualTo(1);
  }
}
