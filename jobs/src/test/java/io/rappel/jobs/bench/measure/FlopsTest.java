package io.rappel.jobs.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations, counted by hand. */
class FlopsTest {

  @Test
  void theFirstLayerNeedsNoGradientOfItsInput() {
    assertThat(Flops.ofRow(List.of(3, 2))).isEqualTo(2 * 6 + 2 * 6);
  }

  @Test
  void laterLayersHaveThreeProducts() {
    assertThat(Flops.ofRow(List.of(784, 256, 10))).isEqualTo(4 * 784 * 256 + 6 * 256 * 10);
    assertThat(Flops.ofRow(List.of(784, 1000, 1000, 10)))
        .isEqualTo(6L * (784_000 + 1_000_000 + 10_000) - 2 * 784_000);
  }

  @Test
  void biasesAreParameters() {
    assertThat(Flops.parameters(List.of(784, 256, 10))).isEqualTo(203_530);
  }
}
