package io.rappel.trainer.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.MixedRows;
import io.rappel.trainer.data.pack.LevelWeights;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.shard.ColumnStatistics;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Missing;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Part;
import io.rappel.trainer.features.Encoding.Thermometer;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.math.rows.DenseRows64;
import io.rappel.trainer.math.rows.RowProducts64;
import io.rappel.trainer.math.rows.Rows64;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What is learned of columns, and what becomes of their cells. */
class FeatureFitTest {

  private static final RowProducts64 PRODUCTS =
      new RowProducts64(Arithmetic.of(BlasKind.EJML).multiply64());

  private static final long EASTER =
      LocalDateTime.of(2026, 4, 5, 13, 30).toEpochSecond(ZoneOffset.UTC);

  private static final List<FeatureSpec> SPECS =
      List.of(
          FeatureSpec.number("age"),
          FeatureSpec.category("colour", List.of("blue", "green", "pink", "red")),
          FeatureSpec.date("when", true));

  private static final List<String> COLUMNS = List.of("age", "colour", "when");

  /** Twelve rows are red, six are blue, one is pink, none is green, and one has no colour. */
  private static List<Object[]> rows() {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Object colour = i < 12 ? "red" : i < 18 ? "blue" : i < 19 ? "pink" : null;
      Object age = i % 10 == 0 ? null : (Object) (double) (i % 4);
      rows.add(new Object[] {age, colour, EASTER, (double) i});
    }
    return rows;
  }

  @Test
  void numbersAndDatesMayHaveBinsAndNothingElse() {
    assertThat(FeatureSpec.numbers(SPECS)).isEqualTo(2);
    assertThat(FeatureSpec.numbers(List.of(FeatureSpec.entry("v[0]"), FeatureSpec.truth("t"))))
        .isEqualTo(1);
    assertThat(FeatureSpec.numbers(List.of())).isZero();
  }

  private static FeatureEncoder fit(List<Object[]> rows, int mostLevels) {
    return fit(rows, mostLevels, false);
  }

  private static FeatureEncoder fit(List<Object[]> rows, int mostLevels, boolean limited) {
    RowPack pack = MixedRows.pack(rows, FeatureEncoder.typing(SPECS, COLUMNS, 1, null));
    ColumnStatistics statistics = new ColumnStatistics(2, 1).addRanges(pack);
    statistics.endRanges();
    statistics.endMeans(statistics.addMeans(new ColumnStatistics.Sums(), pack));
    statistics.endVariances(statistics.addVariances(new ColumnStatistics.Sums(), pack));
    LevelWeights levels = new LevelWeights(rows.size(), 1).add(pack, new int[] {4});
    return new FeatureFit(
            ScalingKind.STANDARD,
            mostLevels,
            new NumberEncoding(NumberEncoding.Kind.NONE, 0),
            false,
            limited,
            0)
        .fit(SPECS, statistics, null, levels);
  }

  /** Numbers first, then bins and levels in the order of the features. */
  @Test
  void binsAndLevelsOfColumnsWithManyAreFine() {
    List<String> levels = IntStream.range(0, 21).mapToObj(Integer::toString).toList();
    FeatureEncoder encoder =
        new FeatureEncoder(
            List.of(
                feature("few", new OneHot(levels.subList(0, 18), true, true)),
                feature("age", new Affine(0, 1, 0), new Hat(List.of(1.0, 2.0, 3.0))),
                feature("many", new OneHot(levels, false, false)),
                feature("hours", new Affine(0, 1, 0), new Thermometer(List.of(1.0, 2.0, 3.0)))));

    BitSet wanted = new BitSet();
    wanted.set(2 + 20, 2 + 20 + 3 + 21 + 2);
    assertThat(encoder.inputs()).isEqualTo(2 + 20 + 3 + 21 + 2);
    assertThat(encoder.fineInputs()).isEqualTo(wanted);
  }

  private static Feature feature(String name, Encoding... encodings) {
    FeatureKind kind = encodings[0] instanceof OneHot ? FeatureKind.CATEGORY : FeatureKind.NUMBER;
    return new Feature(name, kind, 0, List.of(encodings));
  }

  @Test
  void missingNumbersAreTheMeanAndHaveAnIndicator() {
    Feature age = fit(rows(), 10).features().get(0);
    double[] present =
        rows().stream().filter(r -> r[0] != null).mapToDouble(r -> (Double) r[0]).toArray();
    double mean = Arrays.stream(present).average().orElseThrow();
    double variance =
        Arrays.stream(present).map(x -> (x - mean) * (x - mean)).average().orElseThrow();

    assertThat(age.fill()).isCloseTo(mean, within(1e-12));
    assertThat(age.encodings()).hasSize(2);
    Affine affine = (Affine) age.encodings().get(0);
    assertThat(affine.offset()).isCloseTo(mean, within(1e-12));
    assertThat(1 / affine.factor()).isCloseTo(Math.sqrt(variance), within(1e-12));
    assertThat(age.encodings().get(1)).isEqualTo(new Missing());
  }

  @Test
  void numbersWithoutBinsAreLimitedWhereTheProgramChooses() {
    assertThat(((Affine) fit(rows(), 10, true).features().get(0).encodings().get(0)).limit())
        .isEqualTo(8);
    assertThat(((Affine) fit(rows(), 10, false).features().get(0).encodings().get(0)).limit())
        .isZero();
  }

  /** Beyond them linear relations would end in rows that are like those of training. */
  @Test
  void rowsOfTrainingThatAreFarOffAreWithinTheLimit() {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rows.addAll(rows());
    }
    rows.add(new Object[] {-1e200, "red", EASTER, 0.0});
    Affine affine = (Affine) fit(rows, 10, true).features().get(0).encodings().get(0);

    double farthest = (affine.offset() + 1e200) * affine.factor();
    assertThat(farthest).isGreaterThan(8);
    assertThat(affine.limit()).isCloseTo(4 * farthest, within(1e-9 * farthest));
  }

  @Test
  void levelsGoByFrequencyAndRareOnesShareAnInput() {
    Feature colour = fit(rows(), 10).features().get(1);

    assertThat(colour.encodings()).containsExactly(new OneHot(List.of("red", "blue"), true, true));
  }

  @Test
  void thereAreNoMoreLevelsThanAsked() {
    assertThat(fit(rows(), 1).features().get(1).encodings())
        .containsExactly(new OneHot(List.of("red"), true, true));
  }

  @Test
  void inputsBearNames() {
    FeatureEncoder encoder = fit(rows(), 10);
    List<String> names = encoder.inputNames();

    assertThat(encoder.denseInputs()).isEqualTo(2);
    assertThat(names).hasSize(encoder.inputs()).hasSize(2 + 1 + 4 + 12 + 7 + 24);
    assertThat(names)
        .startsWith("age", "when", "age is missing", "colour=red", "colour=blue")
        .contains("colour is another", "colour is missing", "when.month=April")
        .endsWith("when.hour=23");
  }

  @Test
  void cellsBecomeWhatWasLearned() {
    FeatureEncoder encoder = fit(rows(), 10);
    List<String> names = encoder.inputNames();
    double[][] x =
        dense(
            encoded(
                encoder,
                List.of(
                    new Object[] {null, "pink", EASTER, 0.0},
                    new Object[] {2.0, "never seen", null, 0.0},
                    new Object[] {2.0, null, EASTER, 0.0})));

    assertThat(ones(x[0], names))
        .containsExactly(
            "age is missing",
            "colour is another",
            "when.month=April",
            "when.day-of-week=Sunday",
            "when.hour=13");
    assertThat(x[0][0]).as("a missing number is the mean").isEqualTo(0);
    assertThat(ones(x[1], names)).containsExactly("colour is another");
    assertThat(ones(x[2], names))
        .containsExactly(
            "colour is missing", "when.month=April", "when.day-of-week=Sunday", "when.hour=13");
    Affine age = (Affine) encoder.features().get(0).encodings().get(0);
    assertThat(x[1][0]).isEqualTo((2 - age.offset()) * age.factor());
  }

  private static Rows64 encoded(FeatureEncoder encoder, List<Object[]> rows) {
    RowPack pack = MixedRows.pack(rows, encoder.typing(COLUMNS, 1, null));
    RowEncoder rowEncoder = new RowEncoder(encoder, encoder.levels());
    return rowEncoder.rows64(
        pack, 0, rows.size(), rows.size(), rowEncoder.range(Precision.FLOAT64));
  }

  private static List<String> ones(double[] row, List<String> names) {
    List<String> ones = new ArrayList<>();
    for (int j = 2; j < row.length; j++) {
      assertThat(row[j]).isIn(0.0, 1.0);
      if (row[j] == 1) {
        ones.add(names.get(j));
      }
    }
    return ones;
  }

  /** X is X times the identity. */
  private static double[][] dense(Rows64 rows) {
    int n = rows.columns();
    double[] identity = new double[n * n];
    for (int j = 0; j < n; j++) {
      identity[j * n + j] = 1;
    }
    double[] product = new double[rows.rows() * n];
    rows.times(PRODUCTS, identity, 0, n, product);
    double[][] x = new double[rows.rows()][];
    for (int i = 0; i < x.length; i++) {
      x[i] = Arrays.copyOfRange(product, i * n, (i + 1) * n);
    }
    return x;
  }

  @Test
  void mixedRowsMultiplyAsDenseOnes() {
    List<Object[]> rows = rows();
    FeatureEncoder encoder = fit(rows, 10);
    Rows64 mixed = encoded(encoder, rows);
    double[][] x = dense(mixed);
    Rows64 dense = new DenseRows64(new DMatrixRMaj(x));
    int[] numbers = {3, 19, 0, 3, 7};
    int outputs = 3;
    double[] delta = new Random(2).doubles(numbers.length * outputs).toArray();
    double[] a = new double[2 + mixed.columns() * outputs];
    double[] b = a.clone();
    mixed.select(numbers, 5, mixed.scratch(6)).transposeTimes(PRODUCTS, delta, outputs, a, 2);
    dense.select(numbers, 5, dense.scratch(6)).transposeTimes(PRODUCTS, delta, outputs, b, 2);

    assertThat(a).containsExactly(b, within(1e-12));
    assertThat(dense(mixed.slice(4, 9))).isDeepEqualTo(Arrays.copyOfRange(x, 4, 9));
  }

  @Test
  void theOrderOfPartsDoesNotMatter() {
    assertThat(new Part(DatePart.MONTH).width()).isEqualTo(12);
    List<Object[]> rows = rows();
    List<Object[]> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(4));

    assertThat(fit(shuffled, 10)).isEqualTo(fit(rows, 10));
  }
}
