package io.rappel.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Scaling;
import java.util.stream.IntStream;

/** Compares models to the last bit. */
final class ModelAssertions {

  private ModelAssertions() {}

  static void assertSame(Model actual, Model expected) {
    assertThat(bits(actual.parameters())).isEqualTo(bits(expected.parameters()));
    assertThat(actual.schema()).isEqualTo(expected.schema());
    assertThat(actual.network().layers()).isEqualTo(expected.network().layers());
    assertThat(actual.precision()).isEqualTo(expected.precision());
    assertThat(actual.loss()).isEqualTo(expected.loss());
    assertThat(actual.provenance()).isEqualTo(expected.provenance());
    assertSame(actual.featureScaling(), expected.featureScaling());
    assertSame(actual.targetScaling(), expected.targetScaling());
  }

  private static void assertSame(Scaling actual, Scaling expected) {
    assertThat(actual.columns()).isEqualTo(expected.columns());
    assertThat(bits(IntStream.range(0, actual.columns()).mapToDouble(actual::offset).toArray()))
        .isEqualTo(
            bits(IntStream.range(0, actual.columns()).mapToDouble(expected::offset).toArray()));
    assertThat(bits(IntStream.range(0, actual.columns()).mapToDouble(actual::factor).toArray()))
        .isEqualTo(
            bits(IntStream.range(0, actual.columns()).mapToDouble(expected::factor).toArray()));
  }

  private static long[] bits(double[] numbers) {
    return java.util.Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
