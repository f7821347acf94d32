package io.rappel.trainer.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.pack.RowPack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Bounds of bins, against ranks of sorted rows. */
class QuantileSampleTest {

  private static QuantileSample of(List<double[]> rows, int parts) {
    return of(rows, 0, parts);
  }

  /** Rows of one column, each with its targets and a weight, cut into parts. */
  private static QuantileSample of(List<double[]> rows, int targets, int parts) {
    List<double[]> cut = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      List<double[]> slice = rows.subList(p * rows.size() / parts, (p + 1) * rows.size() / parts);
      cut.add(slice.stream().flatMapToDouble(Arrays::stream).toArray());
    }
    return new QuantileSample(1, targets, cut);
  }

  private static QuantileSample of(double... numbers) {
    return of(Arrays.stream(numbers).mapToObj(x -> new double[] {x, 1}).toList(), 1);
  }

  @Test
  void boundsAreNumbersAtEvenRanks() {
    double[] numbers = new Random(2).doubles(1_000).toArray();
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);

    assertThat(of(numbers).bounds(0, 4))
        .containsExactly(sorted[0], sorted[249], sorted[499], sorted[749], sorted[999]);
  }

  @Test
  void weightsCountAsRows() {
    QuantileSample weighed =
        of(List.of(new double[] {1, 7}, new double[] {2, 1}, new double[] {3, 2}), 1);

    assertThat(weighed.bounds(0, 10)).isEqualTo(of(1, 1, 1, 1, 1, 1, 1, 2, 3, 3).bounds(0, 10));
  }

  @Property
  void neitherOrderNorPartsMatter(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 40) int bins) {
    Random random = new Random(seed);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double number = random.nextInt(9) == 0 ? Double.NaN : random.nextInt(60) / 4.0;
      rows.add(new double[] {number, 0.1 + random.nextInt(5)});
    }
    double[] bounds = of(rows, 1).bounds(0, bins);
    Collections.shuffle(rows, random);

    assertThat(of(rows, 1 + random.nextInt(5)).bounds(0, bins)).containsExactly(bounds);
    assertThat(bounds).isSorted().hasSizeLessThanOrEqualTo(bins + 1).doesNotHaveDuplicates();
    double[] there =
        rows.stream().mapToDouble(row -> row[0]).filter(x -> !Double.isNaN(x)).toArray();
    for (double bound : bounds) {
      assertThat(there).contains(bound);
    }
    double[] different = Arrays.stream(there).distinct().sorted().toArray();
    if (different.length > 1 && different.length <= bins + 1) {
      assertThat(bounds).containsExactly(different);
    }
  }

  @Test
  void columnsOfMostlyOneNumberHaveBoundsAmongTheOthers() {
    double[] numbers = new double[1_000];
    for (int i = 950; i < 1_000; i++) {
      numbers[i] = i;
    }

    double[] bounds = of(numbers).bounds(0, 8);

    assertThat(bounds).hasSizeGreaterThan(6).startsWith(0).endsWith(999);
    assertThat(of(5, 5, 5).bounds(0, 8)).isEmpty();
    assertThat(of().bounds(0, 8)).isEmpty();
  }

  /** As long as there are ten rows of each, on average, and not too many of them. */
  @Test
  void columnsOfMostlyOneNumberHaveABinForEachOther() {
    assertThat(of(mostly(400, 40, 10)).bins(16, 0)).containsExactly(40);
    assertThat(of(mostly(400, 40, 10)).bounds(0, 40)).hasSize(41);
    assertThat(of(mostly(400, 12, 10)).bins(16, 0)).containsExactly(16);

    assertThat(of(mostly(399, 40, 10)).bins(16, 0)).as("less than half").containsExactly(16);
    assertThat(of(mostly(400, 40, 9)).bins(16, 0)).as("too few rows").containsExactly(16);
    assertThat(of(mostly(2_000, 128, 10)).bins(16, 0)).containsExactly(128);
    assertThat(of(mostly(2_000, 129, 10)).bins(16, 0)).as("too many numbers").containsExactly(16);
    assertThat(of(mostly(50, 0, 0)).bins(16, 0)).containsExactly(16);
    assertThat(of().bins(16, 0)).containsExactly(16);
  }

  /** Wide tables of counts would become very much wider. */
  @Test
  void manyColumnsOfMostlyOneNumberHaveTheUsualBins() {
    double[] column = mostly(1_280, 128, 10);

    assertThat(repeated(column, 71).bins(16, 0)).hasSize(71).containsOnly(128);
    assertThat(repeated(column, 72).bins(16, 0)).hasSize(72).containsOnly(16);
  }

  private static QuantileSample repeated(double[] column, int times) {
    double[] part = new double[column.length * (times + 1)];
    for (int i = 0; i < column.length; i++) {
      Arrays.fill(part, i * (times + 1), (i + 1) * (times + 1) - 1, column[i]);
      part[(i + 1) * (times + 1) - 1] = 1;
    }
    return new QuantileSample(times, 0, List.of(part));
  }

  /** Zeros, and the same number of rows of each of some others, negative ones among them. */
  private static double[] mostly(int zeros, int others, int rowsOfEach) {
    double[] numbers = new double[zeros + others * rowsOfEach];
    for (int i = zeros; i < numbers.length; i++) {
      int other = (i - zeros) / rowsOfEach;
      numbers[i] = other % 2 == 0 ? other + 1 : -other;
    }
    return numbers;
  }

  /** Numbers from 0 on, each in as many rows, and a target of each row. */
  private static QuantileSample targets(
      int numbers, int rowsOfEach, int targets, double scale, IntToDoubleFunction target) {
    double[] part = new double[numbers * rowsOfEach * (targets + 2)];
    for (int row = 0, at = 0; row < numbers * rowsOfEach; row++) {
      part[at++] = row / rowsOfEach * scale;
      for (int t = 0; t < targets - 1; t++) {
        part[at++] = row % 2;
      }
      part[at++] = target.applyAsDouble(row);
      part[at++] = 1;
    }
    return new QuantileSample(1, targets, List.of(part));
  }

  /** Whole numbers whose rows' targets have a mean of their own. */
  @Test
  void codesHaveABinEach() {
    Random random = new Random(8);
    double[] means = random.doubles(1_001).toArray();
    IntToDoubleFunction code = row -> means[row / 10 % 1_001] + random.nextGaussian() / 4;

    assertThat(targets(60, 10, 1, 1, code).bins(16, 0)).containsExactly(59);
    assertThat(targets(60, 10, 3, 1, code).bins(16, 0)).as("one of several").containsExactly(59);
    assertThat(targets(1_000, 10, 1, 1, code).bins(16, 0)).containsExactly(999);
    assertThat(targets(12, 10, 1, 1, code).bins(16, 0)).containsExactly(16);
    assertThat(targets(60, 9, 1, 1, code).bins(16, 0)).as("few rows").containsExactly(16);
    assertThat(targets(1_001, 10, 1, 1, code).bins(16, 0)).as("many").containsExactly(16);
    assertThat(targets(60, 10, 1, 0.5, code).bins(16, 0)).as("not whole").containsExactly(16);
  }

  /** Their limit is lower than that of amounts, and what means little is not worth a bin. */
  @Test
  void codesAreToldFromChanceAndFromTrifles() {
    Random random = new Random(8);
    double[] means = random.doubles(60).toArray();

    assertThat(
            targets(60, 20, 1, 1, row -> means[row / 20] + 0.8 * random.nextGaussian()).bins(16, 0))
        .containsExactly(59);
    assertThat(
            targets(60, 500, 1, 1, row -> means[row / 500] + 2.5 * random.nextGaussian())
                .bins(16, 0))
        .containsExactly(16);
  }

  /** With as much noise as brings the test near its limit. */
  @Property(tries = 100)
  void neitherOrderNorPartsMatterToBins(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int noise) {
    Random random = new Random(seed);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      int code = random.nextInt(40);
      double target = code * 37 % 11 / 11.0 + noise / 10.0 * random.nextGaussian();
      rows.add(new double[] {code, target, 0.1 + random.nextInt(5)});
    }
    int[] bins = of(rows, 1, 1).bins(8, 0);
    Collections.shuffle(rows, random);

    assertThat(of(rows, 1, 7).bins(8, 0)).containsExactly(bins);
  }

  @Test
  void codesOfClassesHaveABinEach() {
    Random random = new Random(8);
    int[] kind = random.ints(60, 0, 2).toArray();
    // The mean of all indices is 1.
    IntToDoubleFunction code = row -> kind[row / 20] == 0 ? 1 : 2 * random.nextInt(2);

    assertThat(targets(60, 20, 1, 1, code).bins(16, 3)).containsExactly(59);
    assertThat(targets(60, 20, 1, 1, row -> random.nextInt(3)).bins(16, 3)).containsExactly(16);
    assertThat(targets(60, 20, 1, 1, code).bins(16, 1 << 20))
        .as("too many classes")
        .containsExactly(16);
  }

  /** What a spline follows needs no bins, however exact it is, and chance is no code. */
  @Test
  void amountsHaveTheUsualBins() {
    Random random = new Random(8);
    double[] means = random.doubles(60).toArray();

    for (IntToDoubleFunction amount :
        List.<IntToDoubleFunction>of(
            row -> random.nextGaussian(),
            row -> 1e9,
            row -> 0.1 * (row / 20) + 1e6,
            row -> Math.sin(row / 20 / 15.0) + random.nextGaussian() / 4,
            row -> row / 20 + 8 * means[row / 20] + 8 * random.nextGaussian())) {
      assertThat(targets(60, 20, 1, 1, amount).bins(16, 0)).containsExactly(16);
    }
  }

  @Test
  void robustScalingIsByQuartilesAndElseByTheEnds() {
    Scaling scaling = of(9, 1, 2, 3, 5, 4, 6, 8, 7).robust();
    assertThat(scaling.offset(0)).isEqualTo(5);
    assertThat(scaling.factor(0)).isEqualTo(1 / (7.0 - 3));

    Scaling mostlyOne = of(4, 4, 4, 4, 4, 4, 4, 4, 24).robust();
    assertThat(mostlyOne.offset(0)).isEqualTo(4);
    assertThat(mostlyOne.factor(0)).isEqualTo(0.1);

    assertThat(of(3, 3, 3).robust().factor(0)).isZero();
    assertThat(of().robust().factor(0)).isZero();
  }

  @Test
  void rowsOfWeightZeroAreNoneAndFewRowsAreAll() {
    Random random = new Random(4);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rows.add(TestRows.row(1, i % 4 == 0 ? 0 : 1, random.doubles(3).toArray()));
    }
    RowPack pack = TestRows.pack(rows, false, 0);

    assertThat(QuantileSample.part(pack, 500, 0, 1)).hasSize(375 * 5);
    int ofMany = QuantileSample.part(pack, 1L << 40, 0, 1).length / 5;
    assertThat(ofMany).isLessThan(5);
  }

  @Test
  void portionsAreAboutEqualAndTogetherAll() {
    Random random = new Random(4);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      rows.add(TestRows.row(1, 1, random.doubles(3).toArray()));
    }
    RowPack pack = TestRows.pack(rows, false, 0);
    List<double[]> portions = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      double[] portion = QuantileSample.part(pack, 4_000, i, 7);
      assertThat(portion.length * 7L * Double.BYTES)
          .isBetween(
              QuantileSample.bytes(3, 1, 4_000) * 8 / 10,
              QuantileSample.bytes(3, 1, 4_000) * 12 / 10);
      portions.add(portion);
    }

    QuantileSample whole =
        new QuantileSample(3, 1, List.of(QuantileSample.part(pack, 4_000, 0, 1)));
    QuantileSample joined = new QuantileSample(3, 1, portions);
    for (int column = 0; column < 3; column++) {
      assertThat(joined.bounds(column, 4_000)).isEqualTo(whole.bounds(column, 4_000));
    }
  }
}
