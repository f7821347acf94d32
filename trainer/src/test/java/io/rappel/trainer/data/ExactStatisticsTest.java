package io.rappel.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rappel.trainer.data.shard.ColumnStatistics;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.ScalingFit;
import io.rappel.trainer.data.shard.ScalingKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

/** Means and deviations beside those of exact rational numbers. */
class ExactStatisticsTest {

  private static final MathContext DIGITS = new MathContext(60);

  /** What cutting off may cost, as a share of the largest number and of the squared range. */
  private static final BigDecimal CUT = new BigDecimal(0x1p-75);

  /**
   * A column.
   *
   * @param offset about which its values lie
   * @param spread how far they are from it
   * @param zeros the share of values that are 0 instead
   * @param weightRange binary orders of magnitude of the rows' weights, below 1 and above
   */
  record Column(double offset, double spread, double zeros, int weightRange, long seed) {

    List<Example> rows(int count) {
      Random random = new Random(seed);
      List<Example> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        double value = offset + spread * random.nextGaussian();
        double weight =
            Math.scalb(1 + random.nextDouble(), random.nextInt(2 * weightRange + 1) - weightRange);
        double other = random.nextInt(8) == 0 ? 0 : weight;
        double cell = random.nextDouble() < zeros ? 0 : value;
        rows.add(TestRows.row(value, other, cell));
      }
      return rows;
    }
  }

  @Provide
  Arbitrary<Column> columns() {
    Arbitrary<Double> offset =
        Arbitraries.oneOf(
            Arbitraries.of(0.0, 1.7e18, -1.7e18, 1e15, 1e300, -1e-300, 3.0, 1e-310),
            Arbitraries.doubles().between(-1e20, 1e20));
    Arbitrary<Double> spread = Arbitraries.of(0.0, 1e-300, 1e-9, 1.0, 5000.0, 1e18, 1e300);
    Arbitrary<Double> zeros = Arbitraries.of(0.0, 0.5, 0.95);
    Arbitrary<Integer> weights = Arbitraries.of(0, 1, 60, 900);
    return Combinators.combine(offset, spread, zeros, weights, Arbitraries.longs()).as(Column::new);
  }

  @Property(tries = 300)
  void areThoseOfExactRationals(@ForAll("columns") Column column, @ForAll boolean sparse) {
    List<Example> rows = column.rows(80);
    ColumnStatistics statistics = TestRows.statistics(List.of(TestRows.pack(rows, sparse, 0)));

    check(new ScalingFit(statistics).features(ScalingKind.STANDARD), rows, false);
    check(new ScalingFit(statistics).standardTargets(), rows, true);
  }

  private static void check(Scaling scaling, List<Example> rows, boolean target) {
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal sum = BigDecimal.ZERO;
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (Example row : rows) {
      if (row.weight() > 0) {
        BigDecimal weight = new BigDecimal(row.weight());
        total = total.add(weight);
        sum = sum.add(weight.multiply(new BigDecimal(value(row, target))));
        smallest = Math.min(smallest, value(row, target));
        largest = Math.max(largest, value(row, target));
      }
    }
    BigDecimal mean = sum.divide(total, DIGITS);
    BigDecimal magnitude = new BigDecimal(Math.max(Math.abs(smallest), Math.abs(largest)));
    assertThat(new BigDecimal(scaling.offset(0)).subtract(mean).abs())
        .as("error of the mean, %s", mean)
        .isLessThanOrEqualTo(
            new BigDecimal(Math.ulp(mean.doubleValue()))
                .add(CUT.multiply(magnitude))
                .add(new BigDecimal(Double.MIN_VALUE)));
    BigDecimal squares = BigDecimal.ZERO;
    for (Example row : rows) {
      BigDecimal deviation = new BigDecimal(value(row, target)).subtract(mean);
      squares = squares.add(new BigDecimal(row.weight()).multiply(deviation.pow(2)));
    }
    BigDecimal variance = squares.divide(total, DIGITS);
    BigDecimal range = new BigDecimal(largest).subtract(new BigDecimal(smallest));
    // About a mean that is off by δ the squares are too large by δ².
    BigDecimal shift = CUT.multiply(magnitude).pow(2);
    checkFactor(scaling.factor(0), variance, range, shift, target ? 1 : 0);
  }

  private static void checkFactor(
      double factor, BigDecimal variance, BigDecimal range, BigDecimal shift, double ofConstant) {
    if (range.signum() == 0) {
      assertThat(factor).isEqualTo(ofConstant);
      return;
    }
    BigDecimal tolerance =
        variance.multiply(new BigDecimal(1e-14)).add(CUT.multiply(range.pow(2))).add(shift);
    boolean discernible = variance.compareTo(tolerance) > 0;
    boolean representable = Double.isFinite(1 / variance.sqrt(DIGITS).doubleValue());
    if (factor == ofConstant && !(discernible && representable)) {
      return;
    }
    BigDecimal found = BigDecimal.ONE.divide(new BigDecimal(factor), DIGITS).pow(2);
    assertThat(found.subtract(variance).abs())
        .as("error of the variance, %s", variance)
        .isLessThanOrEqualTo(tolerance);
  }

  private static double value(Example row, boolean target) {
    return target ? row.targets()[0] : row.features().apply(0);
  }

  /** 1.7e18 and a multiple of 256, the distance of float64 there. */
  @Test
  void largeIntegersOfASmallSpreadAreScaledAsTheyAre() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double value = 1.7e18 + 256.0 * (i % 20);
      rows.add(new Example(Vectors.dense(value, i), new double[] {value}, 1));
    }
    Scaling features =
        new ScalingFit(TestRows.statistics(List.of(TestRows.pack(rows, false, 0))))
            .features(ScalingKind.STANDARD);

    assertThat(features.offset(0)).isIn(1.7e18 + 256 * 9, 1.7e18 + 256 * 10);
    double deviation = 256 * Math.sqrt((20 * 20 - 1) / 12.0);
    assertThat(1 / features.factor(0)).isCloseTo(deviation, withinPercentage(1e-12));
  }

  @Test
  void aRowOfWeightZeroCountsForNothing() {
    List<Example> rows =
        new ArrayList<>(List.of(TestRows.row(1, 0, 1e300), TestRows.row(-1e300, 0, 7)));
    for (int i = 0; i < 10; i++) {
      rows.add(TestRows.row(i % 2, 3, i % 2 == 0 ? 4 : 6));
    }
    ColumnStatistics statistics = TestRows.statistics(List.of(TestRows.pack(rows, false, 0)));

    assertThat(new ScalingFit(statistics).features(ScalingKind.STANDARD).offset(0)).isEqualTo(5);
    assertThat(new ScalingFit(statistics).features(ScalingKind.STANDARD).factor(0)).isEqualTo(1);
    assertThat(new ScalingFit(statistics).features(ScalingKind.MIN_MAX).factor(0)).isEqualTo(0.5);
    assertThat(new ScalingFit(statistics).standardTargets().offset(0)).isEqualTo(0.5);
  }

  @Property(tries = 50)
  void neitherOrderNorSplitChangesABit(@ForAll("columns") Column column, @ForAll boolean sparse) {
    List<Example> rows = column.rows(60);
    ColumnStatistics expected = TestRows.statistics(List.of(TestRows.pack(rows, sparse, 0)));
    Collections.shuffle(rows, new Random(column.seed));

    assertThat(
            TestRows.statistics(
                List.of(
                    TestRows.pack(rows.subList(20, 60), sparse, 0),
                    TestRows.pack(rows.subList(0, 20), sparse, 0))))
        .usingRecursiveComparison()
        .isEqualTo(expected);
  }
}
