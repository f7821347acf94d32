package io.rappel.trainer.objective.sum;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Sums of a few units of float32 by pairs: the bits of the sum on the grid, rounded once. */
class PairSumTest {

  private static final int PAIRED = 16;

  private static final Sections SECTIONS =
      new Sections(
          Network.of(3, new int[] {2}, 2, true, Activation.RELU, Activation.IDENTITY).layout());

  /** Entries spread over a hundred powers of two, some of them 0, about a size. */
  private static List<float[]> draw(Random random, int count, int size) {
    List<float[]> units = new ArrayList<>();
    for (int u = 0; u < count; u++) {
      float[] entries = new float[SECTIONS.entries()];
      for (int i = 0; i < entries.length; i++) {
        double entry = Math.scalb(random.nextGaussian(), size - random.nextInt(100));
        entries[i] = random.nextInt(8) == 0 ? 0 : (float) entry;
      }
      units.add(entries);
    }
    return units;
  }

  private static Grid grid(List<float[]> units, double headRoom) {
    double[] maxima = new double[SECTIONS.count()];
    for (int s = 0; s < SECTIONS.count() - 2; s++) {
      for (float[] unit : units) {
        for (int i = SECTIONS.from(s); i < SECTIONS.to(s); i++) {
          maxima[s] = Math.max(maxima[s], Math.abs(unit[i]));
        }
      }
    }
    maxima[SECTIONS.count() - 1] = 1; // the weight
    return Grid.of(maxima, headRoom, units.size(), Precision.FLOAT32);
  }

  /** In float64 on the grid, rounded. */
  private static float[] plain(StepSum sum) {
    double[] wide = new double[SECTIONS.entries()];
    sum.read(wide, 0, wide.length);
    float[] narrow = new float[wide.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) wide[i];
    }
    return narrow;
  }

  /** In sums of one to three units, so few that each is kept, in any order. */
  private static StepSum keptApart(List<float[]> units, Grid grid, Random random) {
    List<float[]> shuffled = new ArrayList<>(units);
    Collections.shuffle(shuffled, random);
    List<GradientSum> sums = new ArrayList<>();
    for (int from = 0, to; from < shuffled.size(); from = to) {
      to = Math.min(shuffled.size(), from + 1 + random.nextInt(3));
      sums.add(add(shuffled.subList(from, to), grid));
    }
    return new StepSum(sums);
  }

  private static GradientSum add(List<float[]> units, Grid grid) {
    GradientSum sum = new GradientSum();
    for (float[] unit : units) {
      sum.add(new UnitGradient32(unit.clone()), 0, 1, SECTIONS, grid, spare -> {});
    }
    return sum;
  }

  @Property(tries = 2000)
  void pairsHaveTheBitsOfTheSumOnTheGrid(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = PAIRED) int count,
      @ForAll @IntRange(min = -150, max = 110) int size) {
    Random random = new Random(seed);
    List<float[]> units = draw(random, count, size);
    Grid grid = grid(units, random.nextBoolean() ? 8 : 1);
    StepSum expected = new StepSum(List.of(add(units, grid)));
    StepSum sum = keptApart(units, grid, random);
    float[] pairs = sum.pairs();
    int cut = random.nextInt(SECTIONS.entries());
    sum.readPairs(cut, SECTIONS.entries());
    sum.readPairs(0, cut);

    assertThat(sum.beyondGrid()).isFalse();
    assertThat(pairs).isEqualTo(plain(expected));
  }

  /** However the bits are found, they are those of the sum, up to half a step of the grid each. */
  @Property(tries = 300)
  void pairsAreTheSumUpToTheGrid(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = PAIRED) int count) {
    Random random = new Random(seed);
    List<float[]> units = draw(random, count, 0);
    Grid grid = grid(units, 8);
    StepSum sum = keptApart(units, grid, random);
    float[] pairs = sum.pairs();
    sum.readPairs(0, SECTIONS.entries());

    for (int s = 0; s < SECTIONS.count() - 2; s++) {
      for (int i = SECTIONS.from(s); i < SECTIONS.to(s); i++) {
        BigDecimal exact = BigDecimal.ZERO;
        for (float[] unit : units) {
          exact = exact.add(new BigDecimal(unit[i]));
        }
        double error = exact.subtract(new BigDecimal(pairs[i])).abs().doubleValue();
        double step = Math.ulp(grid.rounder(s));
        assertThat(error).isLessThanOrEqualTo(count * step / 2 + Math.ulp(exact.floatValue()) / 2);
      }
    }
  }

  /** What is 10⁻⁸ of the largest has eight binary digits left at the least. */
  @Test
  void theGridIsFineBesideTheLargest() {
    double[] maxima = new double[SECTIONS.count()];
    Arrays.fill(maxima, 1);
    Grid grid = Grid.of(maxima, 8, PAIRED, Precision.FLOAT32);

    assertThat(Math.ulp(grid.rounder(0))).isLessThan(1e-8 / 64);
  }

  @Test
  void manyUnitsAreAddedUpInFloat64() {
    Random random = new Random(1);
    List<float[]> units = draw(random, PAIRED + 1, 0);
    Grid grid = grid(units, 8);

    assertThat(keptApart(units, grid, random).pairs()).isNull();
    assertThat(Math.ulp(grid.rounder(0))).isLessThan(1e-12);
  }

  @Test
  void whatExceedsFloat32FitsNoGrid() {
    double[] maxima = new double[SECTIONS.count()];
    Arrays.fill(maxima, 0x1p126);
    List<float[]> units = List.of(new float[SECTIONS.entries()]);
    units.get(0)[0] = 0x1p126f;

    Grid grid = Grid.of(maxima, 1, 1, Precision.FLOAT32);
    assertThat(add(units, grid).notes().beyondGrid()).isTrue();
    assertThat(Grid.of(maxima, 1, 1, Precision.FLOAT64).limit(0)).isGreaterThan(0x1p126);
  }
}
