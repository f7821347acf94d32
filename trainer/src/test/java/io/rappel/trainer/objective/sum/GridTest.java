package io.rappel.trainer.objective.sum;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.math.Precision;
import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GridTest {

  /** Numbers of every exponent at which sums of units stay finite, subnormal ones too. */
  @Provide
  Arbitrary<Double> magnitudes() {
    return Arbitraries.longs()
        .map(bits -> Math.abs(Double.longBitsToDouble(bits)))
        .filter(x -> x > 0 && x < 0x1p960);
  }

  @Property(tries = 2000)
  void aNumberMayGrowByTheHeadRoom(
      @ForAll("magnitudes") double max, @ForAll @LongRange(min = 1, max = 1L << 40) long units) {
    Grid grid = Grid.of(new double[] {max}, 8, units, Precision.FLOAT64);

    assertThat(grid.limit(0)).isGreaterThanOrEqualTo(8 * max);
  }

  @Property(tries = 2000)
  void roundsToTheNearestPointOfTheGrid(
      @ForAll("magnitudes") double max, @ForAll @DoubleRange(min = -1, max = 1) double share) {
    Grid grid = Grid.of(new double[] {max}, 8, 1000, Precision.FLOAT64);
    double g = share * grid.limit(0);
    double rounded = (g + grid.rounder(0)) - grid.rounder(0);
    double point = Math.ulp(grid.rounder(0));

    assertThat(Math.IEEEremainder(rounded, point)).isZero();
    assertThat(Math.abs(rounded - g)).isLessThanOrEqualTo(point / 2);
  }

  @Property(tries = 500)
  void sumsOfTheLargestNumbersAreExact(
      @ForAll("magnitudes") double max, @ForAll @LongRange(min = 1, max = 1000) long units) {
    Grid grid = Grid.of(new double[] {max}, 1, units, Precision.FLOAT64);
    double largest = (Math.nextDown(grid.limit(0)) + grid.rounder(0)) - grid.rounder(0);
    double sum = 0;
    for (int i = 0; i < units; i++) {
      sum += largest;
    }

    assertThat(new BigDecimal(sum))
        .isEqualByComparingTo(new BigDecimal(largest).multiply(BigDecimal.valueOf(units)));
  }

  @Test
  void keepsTheLeadingBitsOfAUnit() {
    Grid grid = Grid.of(new double[] {1}, 8, 1024, Precision.FLOAT64);

    // 53 bits less 1 of the sign, 3 of the head room, 10 of the units and at most 3 of rounding up.
    assertThat(Math.ulp(grid.rounder(0))).isLessThanOrEqualTo(0x1p-36);
  }

  @Test
  void nothingButZeroFitsTheGridOfZeros() {
    Grid grid = Grid.of(new double[] {0}, 8, 10, Precision.FLOAT64);

    assertThat(grid.limit(0)).isZero();
    assertThat(grid.rounder(0)).isZero();
  }

  @Test
  void nothingFitsAnUnknownGrid() {
    Grid grid = Grid.unknown(2);

    assertThat(grid.limit(0)).isNegative();
    assertThat(grid.limit(1)).isNegative();
  }
}
