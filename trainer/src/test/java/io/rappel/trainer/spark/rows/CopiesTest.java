package io.rappel.trainer.spark.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.pack.HoldOut;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.spark.SparkFixture;
import io.rappel.trainer.spark.deal.DealtRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that recur very often are spread over all shards. */
class CopiesTest {

  private static JavaSparkContext sc;

  @BeforeAll
  static void start() {
    sc = SparkFixture.start("local[2]");
  }

  @AfterAll
  static void stop() {
    sc.close();
  }

  /** Rows i, each so often, in any order. */
  private static List<Example> rows(int... counts) {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      rows.addAll(Collections.nCopies(counts[i], TestRows.row(i % 2, 1, i, -i)));
    }
    Collections.shuffle(rows, new Random(5));
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void shardsOfRepeatedRowsAreOfOneSize(int slices) {
    int[] counts = new int[8];
    Arrays.fill(counts, 2048);
    int[] sizes = shardSizes(rows(counts), slices);

    assertThat(sizes).hasSize(16).containsOnly(1024);
  }

  @Test
  void shardsOfFewDistinctRowsAmongOthersAreOfAboutOneSize() {
    int[] counts = IntStream.range(0, 8194).map(i -> i < 2 ? 4096 : 1).toArray();
    int[] sizes = shardSizes(rows(counts), 3);

    assertThat(sizes).hasSize(16);
    // 512 copies and about 512 others; five standard deviations of those are 113.
    assertThat(Arrays.stream(sizes).boxed())
        .allSatisfy(n -> assertThat(n).isBetween(1024 - 113, 1024 + 113));
  }

  @Test
  void copiesAreHeldOutByTheirNumber() {
    List<Example> rows = rows(8192, 8192);
    try (ShardedRows sharded = sharded(rows, 5, 0.25);
        PackedRows packed = packed(sharded)) {
      // Five standard deviations of a share of a quarter are 277.
      assertThat(packed.heldOutRows()).isBetween(4096L - 277, 4096L + 277);
    }
  }

  private static int[] shardSizes(List<Example> rows, int slices) {
    try (ShardedRows sharded = sharded(rows, slices, 0);
        PackedRows packed = packed(sharded)) {
      assertThat(packed.trainRows()).isEqualTo(rows.size());
      return packed.trainRowsOfShards();
    }
  }

  private static ShardedRows sharded(List<Example> rows, int slices, double heldOut) {
    DealtRows dealt =
        DealtRows.read(ExampleBatches.of(sc.parallelize(rows, slices), 2, 1), -1, 1, 0);
    return ShardedRows.of(dealt, null, RowTyping.numbers(2, 1), HoldOut.share(heldOut), 2);
  }

  private static PackedRows packed(ShardedRows sharded) {
    return PackedRows.of(
        sharded, TestRows.encoder(Scaling.identity(2)), Scaling.identity(1), Precision.FLOAT64, 0);
  }
}
