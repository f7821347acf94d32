package io.rappel.trainer.objective.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.UnitCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The algebra of sums: those of units in any order and any grouping have the same bits. */
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
      UnitGradient entries = narrow ? UnitCase.narrow(gradient) : new UnitGradient64(gradient);
      sum.add(entries, loss, weight, SECTIONS, grid, spare -> {});
      sum.notes().seen(new ArithmeticSeen("same", "here"));
    }
  }

  private static GradientSum sum(List<Unit> units, Grid grid) {
    GradientSum sum = new GradientSum();
    units.forEach(unit -> unit.addTo(sum, grid));
    return sum;
  }

  private static Grid grid(List<Unit> units) {
    GradientSum sum = sum(units, Grid.unknown(SECTIONS.count()));
    read(sum);
    return Grid.of(sum.notes().maxima(), 8, units.size(), Precision.FLOAT64);
  }

  private static double[] read(GradientSum sum) {
    double[] sums = new double[SECTIONS.entries()];
    sum.read(sums, 0, sums.length, true);
    return sums;
  }

  /** In two goes, as threads read parts of a sum. */
  private static double[] read(StepSum sum) {
    double[] sums = new double[SECTIONS.entries()];
    sum.read(sums, 5, sums.length);
    sum.read(sums, 0, 5);
    return sums;
  }

  private static boolean beyondGrid(GradientSum... parts) {
    StepSum sum = new StepSum(List.of(parts));
    read(sum);
    return sum.beyondGrid();
  }

  private static boolean isFinite(GradientSum... parts) {
    StepSum sum = new StepSum(List.of(parts));
    read(sum);
    return sum.isFinite();
  }

  /** Sums of some units each, by chance; some may be empty. */
  private static List<GradientSum> parts(List<Unit> units, Grid grid, int count, Random random) {
    List<GradientSum> sums = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      sums.add(new GradientSum());
    }
    units.forEach(unit -> unit.addTo(sums.get(random.nextInt(count)), grid));
    return sums;
  }

  private static void assertSame(StepSum step, GradientSum whole) {
    assertThat(read(step)).isEqualTo(read(whole));
    assertThat(step.maxima()).isEqualTo(whole.notes().maxima());
    assertThat(step.loss()).isEqualTo(whole.notes().loss());
    assertThat(step.weight()).isEqualTo(whole.notes().weight());
    assertThat(step.units()).isEqualTo(whole.notes().units());
    assertThat(step.beyondGrid()).isFalse();
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
    List<GradientSum> sums = parts(units, grid, parts, random);
    StepSum step = new StepSum(sums);

    assertThat(beyondGrid(whole)).isFalse();
    assertSame(step, whole);
  }

  /** As tasks of an executor merge what they have: whichever two lie there, some of them empty. */
  @Property(tries = 300)
  void mergedSumsHaveTheSameBits(
      @ForAll long seed,
      @ForAll boolean narrow,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(min = 2, max = 12) int parts) {
    Random random = new Random(seed);
    List<Unit> units = Unit.draw(random, count, narrow);
    Grid grid = grid(units);
    GradientSum whole = sum(units, grid);
    List<GradientSum> sums = parts(units, grid, parts, random);
    List<UnitGradient> spare = new ArrayList<>();
    while (sums.size() > 1) {
      Collections.shuffle(sums, random);
      GradientSum one = sums.remove(sums.size() - 1);
      sums.set(0, one.merge(sums.get(0), spare::add));
    }
    StepSum step = new StepSum(sums);

    assertSame(step, whole);
    assertThat(spare).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"true,1", "true,2", "true,3", "true,6", "false,1", "false,2", "false,6"})
  void whatIsSentIsTheSameSumAndNoLongerThanOne(boolean narrow, int count) throws IOException {
    Network network =
        Network.of(100, new int[] {100}, 1, true, Activation.RELU, Activation.IDENTITY);
    Sections sections = new Sections(network.layout());
    double[] ones = new double[sections.count()];
    Arrays.fill(ones, 1);
    Grid grid = Grid.of(ones, 1, count, Precision.FLOAT64);
    GradientSum sum = new GradientSum();
    double[] expected = new double[sections.entries()];
    for (int u = 0; u < count; u++) {
      double[] gradient = new double[sections.entries()];
      Arrays.fill(gradient, 0.5 / (1 << u));
      Arrays.setAll(expected, i -> expected[i] + gradient[i]);
      UnitGradient unit = narrow ? UnitCase.narrow(gradient) : new UnitGradient64(gradient);
      sum.add(unit, 0, 1, sections, grid, spare -> {});
    }

    sum.shorten();

    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
      out.writeObject(sum);
    }
    assertThat(sent.size()).isLessThan(9 * sections.entries());
    double[] read = new double[sections.entries()];
    sum.read(read, 0, read.length, true);
    assertThat(read).isEqualTo(expected);
  }

  @Property(tries = 100)
  void slicesOfSumsAreSlicesOfTheSum(
      @ForAll long seed,
      @ForAll boolean narrow,
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll @IntRange(min = 1, max = 7) int slices) {
    Random random = new Random(seed);
    List<Unit> units = Unit.draw(random, count, narrow);
    Grid grid = grid(units);
    GradientSum whole = sum(units, grid);
    read(whole);
    int cut = random.nextInt(count + 1);
    Map<Integer, GradientSlice> added = new TreeMap<>(Collections.reverseOrder());
    for (List<Unit> part : List.of(units.subList(0, cut), units.subList(cut, count))) {
      sum(part, grid)
          .slices(slices)
          .forEachRemaining(slice -> added.merge(slice.number(), slice, GradientSlice::merge));
    }
    GradientSum joined = new GradientSum();
    added.values().forEach(slice -> joined.put(slice, SECTIONS.entries()));

    assertThat(added).hasSize(slices);
    assertThat(read(joined)).isEqualTo(read(whole));
    assertThat(joined.notes()).usingRecursiveComparison().isEqualTo(whole.notes());
  }

  @Test
  void aStepOfNothingIsRefused() {
    assertThatThrownBy(() -> new StepSum(List.of(new GradientSum(), new GradientSum())))
        .hasMessageContaining("no result");
  }

  @Property(tries = 200)
  void isTheSumUpToTheGrid(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int count) {
    List<Unit> units = Unit.draw(new Random(seed), count, false);
    Grid grid = grid(units);
    double[] sums = read(sum(units, grid));

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

    assertThat(read(sum)[SECTIONS.from(0)] / 1e30).isCloseTo(1, within(1e-12));
    assertThat(read(sum)[SECTIONS.from(1)] / 1e-30).isCloseTo(1, within(1e-12));
    assertThat(sum.notes().loss() / 1e-10).isCloseTo(1, within(1e-12));
    assertThat(sum.notes().weight() / 1e10).isCloseTo(1, within(1e-12));
  }

  @Property(tries = 200)
  void overflowIsJudgedForEachUnit(
      @ForAll long seed, @ForAll boolean narrow, @ForAll @IntRange(max = 5) int section) {
    Random random = new Random(seed);
    List<Unit> units = Unit.draw(random, 20, narrow);
    Grid grid = grid(units);
    Unit beyond = exceeding(grid, section, narrow);
    units.add(random.nextInt(units.size()), beyond);

    assertThat(beyondGrid(sum(units, grid))).isTrue();
    assertThat(beyondGrid(new GradientSum(), sum(units, grid))).isTrue();
    assertThat(beyondGrid(sum(List.of(beyond), grid))).isTrue();
    assertThat(beyondGrid(sum(units.subList(0, 1), grid), sum(List.of(beyond), grid))).isTrue();
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

        assertThat(isFinite(sum(units.subList(0, 3), grid))).isTrue();
        assertThat(isFinite(sum(units.subList(0, 4), grid))).isFalse();
        assertThat(isFinite(sum(units.subList(4, 5), grid))).isFalse();
        assertThat(isFinite(sum(units.subList(4, 9), grid), sum(units, grid))).isFalse();
      }
    }
  }
}
