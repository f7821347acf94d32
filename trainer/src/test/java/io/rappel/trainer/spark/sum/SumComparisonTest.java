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
  void bothWaysGiveTheSameBitsAndNothingLeavesTheDriversOwnTasks() {
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
    assertThat(measured)
        .extracting(Measured::way)
        .containsExactly(Way.STEPS, Way.TREE_AGGREGATE, Way.TASKS);
    Measured steps = measured.get(0);
    assertThat(steps.sum()).isNotEmpty().isEqualTo(measured.get(1).sum());
    assertThat(measured.get(2).sum()).isEmpty();
    assertThat(measured).allMatch(way -> way.seconds().size() == 2);
    assertThat(steps.bytesToDriver()).isPositive().isLessThan(20 * 4_000L);
    assertThat(measured.get(1).bytesToDriver()).isGreaterThan(8L * length);
  }

  @Test
  void shortVectorsComeWholeWithTheSameBits() {
    List<Measured> measured =
        SparkFixture.withSpark(
            "local[2]", sc -> new SumComparison(sc, 1_000, 1, 0, told -> {}).of(100));

    assertThat(measured.get(0).sum()).isEqualTo(measured.get(1).sum());
    assertThat(measured.get(0).bytesToDriver()).isBetween(100 * 4_000L, 100 * 8_000L);
  }
}
