package io.rappel.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The algebra of merging: sums of units in any order and any grouping have the same bits. */
class GradientSumTest {

  private static final Network NETWORK =
      Network.of(3, new int[] {2}, 2, true, Activation.RELU, Activation.IDENTITY);
  private static final Sections SECTIONS = new Sections(NETWORK.layout());

  /** Gradient, loss and weight of a unit; magnitudes spread over eighty powers of two. */
  private record Unit(double[] gradient, double loss, double weight, boolean narrow) {

    static List<Unit> draw(Random random, int count, boolean narrow) {
      List<Unit> units = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        double[] gradient = new double[NETWORK.layout().size()];
        Arrays.setAll(gradient, j -> TestRows.wide(random));
        double weight = Math.abs(TestRows.wide(random));
        units.add(new Unit(gradient, TestRows.wide(random), weight, narrow));
      }
      return units;
    }

    void addTo(GradientSum sum, Grid grid) {
      if (narrow) {
        sum.add(StepWork.narrow(gradient), loss, weight, SECTIONS, grid);
      } else {
        sum.add(gradient, loss, weight, SECTIONS, grid);
      }
      sum.seen(new ArithmeticSeen("same", "here"));
    }
  }

  private static GradientSum sum(List<Unit> units, Grid grid) {
    GradientSum sum = new GradientSum();
    units.forEach(unit -> unit.addTo(sum, grid));
    return sum;
  }

  private static Grid grid(List<Unit> units) {
    double[] maxima = sum(units, Grid.unknown(SECTIONS.count())).maxima();
    return Grid.of(maxima, 8, units.size());
  }

  private static void assertSame(GradientSum actual, GradientSum expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  @Property(tries = 300)
  void neitherOrderNorGroupingChangesABit(
      @ForAll long seed,
      @ForAll boolean narrow,
      @ForAll @IntRange(min = 1, max = 100) int count,
      @ForAll @IntRange(min = 1, max = 9) int parts) {
    Random random = new Random(seed);
    List<Unit> units = Unit.draw(random, count, narrow);
    Grid grid = grid(units);
    GradientSum whole = sum(units, grid);
    Collections.shuffle(units, random);
    List<GradientSum> sums = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      sums.add(new GradientSum());
    }
    units.forEach(unit -> unit.addTo(sums.get(random.nextInt(parts)), grid));
    while (sums.size() > 1) {
      GradientSum last = sums.remove(sums.size() - 1);
      sums.get(random.nextInt(sums.size())).merge(last);
    }

    assertThat(whole.beyondGrid()).isFalse();
    assertSame(sums.get(0), whole);
  }

  @Property(tries = 100)
  void anEmptySideChangesNothing(@ForAll long seed) {
    List<Unit> units = Unit.draw(new Random(seed), 5, false);
    Grid grid = grid(units);

    assertSame(new GradientSum().merge(sum(units, grid)), sum(units, grid));
    assertSame(sum(units, grid).merge(new GradientSum()), sum(units, grid));
    assertThat(new GradientSum().merge(new GradientSum()).isEmpty()).isTrue();
  }

  @Property(tries = 200)
  void isTheSumUpToTheGrid(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int count) {
    List<Unit> units = Unit.draw(new Random(seed), count, false);
    Grid grid = grid(units);
    double[] sums = sum(units, grid).sums();

    for (int s = 0; s < SECTIONS.count() - 2; s++) {
      double error = count * Math.ulp(grid.rounder(s));
      for (int i = SECTIONS.from(s); i < SECTIONS.to(s); i++) {
        int entry = i;
        double plain = units.stream().mapToDouble(unit -> unit.gradient[entry]).sum();
        assertThat(Math.abs(sums[i] - plain)).isLessThanOrEqualTo(error);
      }
    }
  }

  @Test
  void eachSectionHasAGridOfItsOwn() {
    double[] gradient = new double[NETWORK.layout().size()];
    Arrays.fill(gradient, SECTIONS.from(0), SECTIONS.to(0), 1e30);
    Arrays.fill(gradient, SECTIONS.from(1), SECTIONS.to(1), 1e-30);
    List<Unit> units = List.of(new Unit(gradient, 1e-10, 1e10, false));
    GradientSum sum = sum(units, grid(units));

    assertThat(sum.sums()[SECTIONS.from(0)] / 1e30).isCloseTo(1, within(1e-12));
    assertThat(sum.sums()[SECTIONS.from(1)] / 1e-30).isCloseTo(1, within(1e-12));
    assertThat(sum.sums()[SECTIONS.loss()] / 1e-10).isCloseTo(1, within(1e-12));
    assertThat(sum.sums()[SECTIONS.weight()] / 1e10).isCloseTo(1, within(1e-12));
  }

  @Property(tries = 200)
  void overflowIsJudgedForEachUnit(
      @ForAll long seed, @ForAll boolean narrow, @ForAll @IntRange(max = 5) int section) {
    Random random = new Random(seed);
    List<Unit> units = Unit.draw(random, 20, narrow);
    Grid grid = grid(units);
    Unit beyond = exceeding(grid, section, narrow);
    units.add(random.nextInt(units.size()), beyond);

    assertThat(sum(units, grid).beyondGrid()).isTrue();
    assertThat(new GradientSum().merge(sum(units, grid)).beyondGrid()).isTrue();
    assertThat(sum(units.subList(0, 1), grid).merge(sum(List.of(beyond), grid)).beyondGrid())
        .isTrue();
  }

  /** A unit that exceeds the limit of one section and is 0 elsewhere. */
  private static Unit exceeding(Grid grid, int section, boolean narrow) {
    double[] gradient = new double[NETWORK.layout().size()];
    double beyond = 1.001 * grid.limit(section);
    boolean isLoss = section == SECTIONS.count() - 2;
    boolean isWeight = section == SECTIONS.count() - 1;
    if (!isLoss && !isWeight) {
      gradient[SECTIONS.to(section) - 1] = -beyond;
    }
    return new Unit(gradient, isLoss ? -beyond : 0, isWeight ? beyond : 0, narrow);
  }

  @Test
  void whatIsNotFiniteIsSeenWhereverItIs() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] gradient = new double[NETWORK.layout().size()];
      gradient[4] = bad;
      for (boolean narrow : new boolean[] {false, true}) {
        List<Unit> units = Unit.draw(new Random(1), 10, narrow);
        Grid grid = grid(units);
        units.add(3, new Unit(gradient, 1, 1, narrow));
        units.add(4, new Unit(new double[gradient.length], bad, 1, narrow));

        assertThat(sum(units.subList(0, 3), grid).isFinite()).isTrue();
        assertThat(sum(units.subList(0, 4), grid).isFinite()).isFalse();
        assertThat(sum(units.subList(4, 5), grid).isFinite()).isFalse();
        assertThat(sum(units.subList(4, 9), grid).merge(sum(units, grid)).isFinite()).isFalse();
      }
    }
  }
}
