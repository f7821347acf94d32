package io.rappel.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.shard.Scaling;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Compares models to the last bit. */
final class ModelAssertions {

  private ModelAssertions() {}

  static void assertSame(Model actual, Model expected) {
    assertSame("parameters", actual.parameters(), expected.parameters());
    assertThat(actual.schema()).isEqualTo(expected.schema());
    assertThat(actual.network().layers()).isEqualTo(expected.network().layers());
    assertThat(actual.precision()).isEqualTo(expected.precision());
    assertThat(actual.loss()).isEqualTo(expected.loss());
    assertThat(actual.provenance()).isEqualTo(expected.provenance());
    assertThat(actual.encoder()).isEqualTo(expected.encoder());
    assertSame(actual.targetScaling(), expected.targetScaling());
  }

  private static void assertSame(Scaling actual, Scaling expected) {
    assertSame("offsets", column(actual, actual::offset), column(expected, expected::offset));
    assertSame("factors", column(actual, actual::factor), column(expected, expected::factor));
  }

  private static double[] column(Scaling scaling, IntToDoubleFunction entry) {
    return IntStream.range(0, scaling.columns()).mapToDouble(entry).toArray();
  }

  /** AssertJ would box each number; of doubles, Arrays.equals compares the bits. */
  private static void assertSame(String what, double[] actual, double[] expected) {
    assertThat(Arrays.equals(actual, expected)).as(what + " are equal to the last bit").isTrue();
  }
}
