package io.rappel.trainer.data.hash;

import static io.rappel.trainer.data.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

class ContentHashTest {

  @Property
  void denseAndSparseRowsAreTheSame(
      @ForAll @Size(8) double[] x, @ForAll double target, @ForAll @IntRange(max = 3) int zeros) {
    Arrays.fill(x, 0, 2 * zeros, 0);
    Example dense = row(target, 1, x);
    Example sparse =
        new Example(dense.features().toSparse(), dense.targets().clone(), dense.weight());

    assertThat(TestRows.hash(sparse)).isEqualTo(TestRows.hash(dense));
    assertThat(TestRows.hash(sparse)).isEqualByComparingTo(TestRows.hash(dense));
    assertThat(TestRows.hash(sparse)).hasSameHashCodeAs(TestRows.hash(dense));
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(TestRows.hash(row(-0.0, -0.0, 1, -0.0, 2)))
        .isEqualTo(TestRows.hash(row(0.0, 0.0, 1, 0.0, 2)));
  }

  @Test
  void storedZerosAreNoFeatures() {
    Example stored =
        new Example(Vectors.sparse(3, new int[] {0, 1}, new double[] {0, 5}), new double[] {1}, 1);

    assertThat(TestRows.hash(stored)).isEqualTo(TestRows.hash(row(1, 1, 0, 5, 0)));
  }

  @Test
  void anyDifferenceShows() {
    Set<ContentHash> hashes = new HashSet<>();
    hashes.add(TestRows.hash(row(1, 1, 1, 2, 3)));
    hashes.add(TestRows.hash(row(2, 1, 1, 2, 3)));
    hashes.add(TestRows.hash(row(1, 2, 1, 2, 3)));
    hashes.add(TestRows.hash(row(1, 1, 2, 1, 3)));
    hashes.add(TestRows.hash(row(1, 1, 0, 1, 2)));
    hashes.add(TestRows.hash(row(1, 1, 1, 2, 0)));
    hashes.add(TestRows.hash(row(1, 1, 1, 2, Math.nextUp(3))));
    hashes.add(TestRows.hash(row(-1, 1, 1, 2, 3)));
    hashes.add(TestRows.hash(new Example(Vectors.dense(1, 2), new double[] {3, 1}, 1)));

    assertThat(hashes).hasSize(9);
  }

  @Test
  void bothHalvesOfTheHashTellRowsApart() {
    Set<Long> high = new HashSet<>();
    Set<Long> low = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      for (int j = 0; j < 200; j++) {
        ContentHash hash = TestRows.hash(row(i % 2, 1, i, j));
        high.add(hash.high());
        low.add(hash.low());
      }
    }

    assertThat(high).hasSize(40_000);
    assertThat(low).hasSize(40_000);
  }

  @Test
  void rowsOfFewBitsSpreadOverShards() {
    int[] rows = new int[64];
    for (int i = 0; i < 64_000; i++) {
      rows[TestRows.hash(row(i & 1, 1, i >> 1)).shard(0, 64)]++;
    }

    // 1,000 are expected; five standard deviations are 158.
    assertThat(IntStream.of(rows).boxed()).allSatisfy(n -> assertThat(n).isBetween(842, 1158));
  }

  @Property(tries = 50)
  void copiesSpreadEvenlyOverShards(@ForAll double x, @ForAll @IntRange(max = 8) int power) {
    int shards = 1 << power;
    int[] copies = new int[shards];
    for (int copy = 0; copy < 3 * shards; copy++) {
      copies[TestRows.hash(row(0, 1, x)).shard(copy, shards)]++;
    }

    assertThat(copies).containsOnly(3);
  }

  @Test
  void holdsOutAboutTheShareOfRowsAndOfCopies() {
    int rows = 0;
    int copies = 0;
    for (int i = 0; i < 20_000; i++) {
      rows += TestRows.hash(row(0, 1, i)).heldOut(0, 0.2) ? 1 : 0;
      copies += TestRows.hash(row(0, 1, 7)).heldOut(i, 0.2) ? 1 : 0;
    }

    // Five standard deviations of the share are 0.014.
    assertThat(rows / 20_000.0).isCloseTo(0.2, within(0.014));
    assertThat(copies / 20_000.0).isCloseTo(0.2, within(0.014));
  }

  @Property
  void aLargerShareHoldsOutTheSameRowsAndMore(@ForAll double x, @ForAll long copy) {
    ContentHash hash = TestRows.hash(row(0, 1, x));

    assertThat(hash.heldOut(copy, 0)).isFalse();
    assertThat(hash.heldOut(copy, 0.3) && !hash.heldOut(copy, 0.5)).isFalse();
    assertThat(hash.heldOut(copy, 1)).isTrue();
  }

  @Test
  void beingHeldOutSaysNothingOfTheShard() {
    int[] heldOut = new int[8];
    for (int i = 0; i < 16_000; i++) {
      ContentHash hash = TestRows.hash(row(0, 1, i));
      heldOut[hash.shard(0, 8)] += hash.heldOut(0, 0.5) ? 1 : 0;
    }

    assertThat(IntStream.of(heldOut).boxed()).allSatisfy(n -> assertThat(n).isBetween(850, 1150));
  }
}
