package io.rappel.trainer.spark.sum;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.spark.SparkFixture;
import io.rappel.trainer.spark.sum.SumComparison.Measured;
import io.rappel.trainer.spark.sum.SumComparison.Way;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumComparisonTest {

  @Test
  void bothWaysGiveTheSameBitsAndSlicesSendEachEntryOnce() {
    int length = 300_000;
    List<String> told = new ArrayList<>();
    List<Measured> measured =
        SparkFixture.withSpark(
            "local[2]", sc -> new SumComparison(sc, length, 2, 0, told::add).of(20));

    assertThat(told)
        .containsExactly(
            "sums of 20 partitions, warm-up",
            "sums of 20 partitions, 1 of 2",
            "sums of 20 partitions, 2 of 2");

    Measured slices = measured.get(0);
    Measured tree = measured.get(1);
    assertThat(slices.way()).isEqualTo(Way.STEPS);
    assertThat(tree.way()).isEqualTo(Way.TREE_AGGREGATE);
    assertThat(slices.sum()).isEqualTo(tree.sum());
    assertThat(slices.seconds()).hasSize(2).allMatch(seconds -> seconds > 0);
    assertThat(slices.bytesToDriver()).isBetween(8L * length, 12L * length);
    assertThat(tree.bytesToDriver()).isGreaterThan(2 * slices.bytesToDriver());
  }

  @Test
  void shortVectorsComeWholeWithTheSameBits() {
    List<Measured> measured =
        SparkFixture.withSpark(
            "local[2]", sc -> new SumComparison(sc, 1_000, 1, 0, told -> {}).of(100));

    assertThat(measured.get(0).sum()).isEqualTo(measured.get(1).sum());
    assertThat(measured.get(0).bytesToDriver()).isBetween(100 * 8_000L, 100 * 12_000L);
  }
}
