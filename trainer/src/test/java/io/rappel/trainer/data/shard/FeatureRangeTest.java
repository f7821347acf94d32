package io.rappel.trainer.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.math.Precision;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureRangeTest {

  private static Scaling scaling(double offset, double factor) {
    return new Scaling(new double[] {offset}, new double[] {factor});
  }

  @Property
  void everyFiniteFeatureIsWithinTheRange(
      @ForAll @DoubleRange(min = -Double.MAX_VALUE, max = Double.MAX_VALUE) double raw,
      @ForAll @DoubleRange(min = -Double.MAX_VALUE, max = Double.MAX_VALUE) double offset,
      @ForAll @DoubleRange(min = 0, max = Double.MAX_VALUE) double factor,
      @ForAll Precision precision) {
    FeatureRange range = new FeatureRange(scaling(offset, factor), precision);

    assertThat(range.scale(0, raw)).isBetween(-precision.largestInput(), precision.largestInput());
    assertThat(range.stretch(0, raw))
        .isBetween(-precision.largestInput(), precision.largestInput());
  }

  @Property
  void whatIsWithinTheRangeIsScaledAndNothingElse(
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double raw,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double offset,
      @ForAll @DoubleRange(min = 0, max = 1e3) double factor) {
    Scaling scaling = scaling(offset, factor);
    FeatureRange range = new FeatureRange(scaling, Precision.FLOAT32);
    Assume.that(Math.abs(scaling.scale(0, raw)) <= 0x1p64);

    assertThat(range.scale(0, raw)).isEqualTo(scaling.scale(0, raw));
    assertThat(range.stretch(0, raw)).isEqualTo(raw * factor);
    range.endRow();
    assertThat(range.rowsBeyond()).isZero();
    assertThat(range.firstBeyond()).isEqualTo(-1);
  }

  @Property
  void aRowIsScaledAsEachOfItsFeatures(
      @ForAll @Size(3) List<@DoubleRange(min = -1e305, max = 1e305) Double> raw,
      @ForAll @Size(3) List<@DoubleRange(min = -1e3, max = 1e3) Double> offset,
      @ForAll("factors") @Size(3) List<Double> factor,
      @ForAll("limits") @Size(3) List<Double> limit,
      @ForAll Precision precision) {
    Scaling scaling = new Scaling(array(offset), array(factor));
    FeatureRange one = new FeatureRange(scaling, array(limit), precision);
    FeatureRange all = new FeatureRange(scaling, array(limit), precision);
    double[] row = array(raw);

    all.scaleRow(row);
    for (int j = 0; j < 3; j++) {
      assertThat(row[j] + 0.0).isEqualTo(one.scale(j, raw.get(j)) + 0.0);
    }
    one.endRow();
    assertThat(all.rowsBeyond()).isEqualTo(one.rowsBeyond());
    assertThat(all.firstBeyond()).isEqualTo(one.firstBeyond());
  }

  @Provide
  Arbitrary<List<Double>> factors() {
    return Arbitraries.of(0.0, 1e-300, 0.3, 1.0, 1e30, 1e300).list();
  }

  @Provide
  Arbitrary<List<Double>> limits() {
    return Arbitraries.of(0.0, 0.0, 3.0, 8.0).list();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(x -> x).toArray();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void rowsBeyondAreCountedOnceEach(Precision precision) {
    List<Example> rows =
        List.of(
            TestRows.row(0, 1, 0, 1e300, -1e300),
            TestRows.row(1, 1, 3, 4, 1e200),
            TestRows.row(0, 1, 0x1p64, 2, 1),
            TestRows.row(1, 1, -1e306, 2, 1));
    for (boolean sparse : List.of(false, true)) {
      Shard shard =
          TestRows.shard(
              0,
              TestRows.pack(rows, sparse, 0.5),
              Scaling.identity(3),
              Scaling.identity(1),
              precision);

      assertThat(shard.rowsBeyond()).isEqualTo(3);
      assertThat(shard.firstBeyond()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e300, -1e39, Double.MAX_VALUE, 1e20})
  void aTargetThatIsTooLargeIsRefused(double target) {
    RowPack pack = TestRows.pack(List.of(TestRows.row(target, 1, 2)), false, 0);

    assertThatThrownBy(
            () ->
                TestRows.shard(
                    0, pack, Scaling.identity(1), Scaling.identity(1), Precision.FLOAT32))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("a row has the label %s, ", target)
        .hasMessageContaining("too large");
  }

  @Test
  void aTargetIsJudgedOnceScaled() {
    RowPack pack = TestRows.pack(List.of(TestRows.row(1e30, 1, 2)), false, 0);
    Scaling wide = scaling(0, 1e-30);

    assertThat(TestRows.shard(0, pack, Scaling.identity(1), wide, Precision.FLOAT32).rows())
        .isOne();
    assertThatThrownBy(
            () -> TestRows.shard(0, pack, Scaling.identity(1), scaling(0, 1), Precision.FLOAT32))
        .isInstanceOf(DataException.class);
  }
}
