package io.rappel.trainer.data.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.Permutation;
import io.rappel.trainer.data.hash.ContentHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

class RowPackTest {

  private static List<Example> rows(Random random, int count) {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] x = random.doubles(5).map(v -> v < 0.5 ? 0 : TestRows.wide(random)).toArray();
      Example row = new Example(Vectors.dense(x), random.doubles(2).toArray(), random.nextInt(3));
      for (int copy = random.nextInt(3); copy >= 0; copy--) {
        rows.add(row);
      }
    }
    return rows;
  }

  @Property(tries = 100)
  void theOrderDependsOnTheRowsAlone(
      @ForAll long seed,
      @ForAll boolean sparse,
      @ForAll @IntRange(min = 1, max = 60) int count,
      @ForAll @IntRange(min = 1, max = 5) int parts) {
    Random random = new Random(seed);
    List<Example> rows = rows(random, count);
    RowPack expected = TestRows.pack(rows, sparse, 0.3);
    Collections.shuffle(rows, random);
    List<RawPack> packs = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      List<Example> part = rows.subList(rows.size() * p / parts, rows.size() * (p + 1) / parts);
      if (!part.isEmpty()) {
        packs.add(TestRows.raw(part));
      }
    }
    RowPack joined = TestRows.pack(packs, rows.get(0), sparse, 0.3);

    assertThat(joined).usingRecursiveComparison().isEqualTo(expected);
    assertThat(joined.checksum()).isEqualTo(expected.checksum());
  }

  @Property(tries = 100)
  void eachTimeOthersAreHeldOutAndCopiesTogether(
      @ForAll long seed, @ForAll boolean sparse, @ForAll @IntRange(min = 1, max = 60) int count) {
    RowPack pack = TestRows.pack(rows(new Random(seed), count), sparse, 0.3);
    List<ContentHash> all = hashes(pack, 0, pack.rows());
    Collections.sort(all);
    Set<ContentHash> before = new HashSet<>(hashes(pack, pack.trainRows(), pack.rows()));
    for (int times = 1; times <= 2; times++) {
      RowPack other = pack.withOthersHeldOut(0.3, times);
      List<ContentHash> train = hashes(other, 0, other.trainRows());
      List<ContentHash> out = hashes(other, other.trainRows(), other.rows());

      assertThat(train).isSorted();
      assertThat(out).isSorted();
      assertThat(Collections.disjoint(train, out)).as("copies are together").isTrue();
      assertThat(Collections.disjoint(out, before)).as("others").isTrue();
      train.addAll(out);
      Collections.sort(train);
      assertThat(train).isEqualTo(all);
      before.addAll(out);
    }
  }

  private static List<ContentHash> hashes(RowPack pack, int from, int to) {
    List<ContentHash> hashes = new ArrayList<>();
    for (int row = from; row < to; row++) {
      hashes.add(hash(pack, row));
    }
    return hashes;
  }

  @Test
  void theSameShareIsHeldOutEachTime() {
    RowPack pack = TestRows.pack(rows(new Random(5), 3_000), false, 0.1);
    for (int times = 1; times <= 9; times++) {
      RowPack other = pack.withOthersHeldOut(0.1, times);
      assertThat(1 - (double) other.trainRows() / other.rows())
          .as("time %d", times)
          .isBetween(0.08, 0.12);
    }
  }

  @Property(tries = 100)
  void aPermutedColumnHasTheCellsOfOtherRowsAndTheRestStays(
      @ForAll long seed, @ForAll boolean sparse, @ForAll @IntRange(max = 4) int place) {
    RowPack pack = TestRows.pack(rows(new Random(seed), 20), sparse, 0.3);
    RowPack permuted = pack.permuted(place, false, new Permutation(pack.rows(), seed)::at);

    assertThat(permuted.sparse()).isEqualTo(sparse);
    for (int i = 0; i < pack.rows(); i++) {
      double[] expected = pack.numbers(i);
      expected[place] = pack.numbers(new Permutation(pack.rows(), seed).at(i))[place];
      assertThat(permuted.numbers(i)).isEqualTo(expected);
      assertThat(permuted.target(i, 1)).isEqualTo(pack.target(i, 1));
      assertThat(permuted.weight(i)).isEqualTo(pack.weight(i));
      for (int k = permuted.start()[i] + 1; k < permuted.start()[i + 1]; k++) {
        assertThat(permuted.column(k)).isGreaterThan(permuted.column(k - 1));
      }
    }
  }

  @Property(tries = 100)
  void holdsEveryRowAndThoseToTrainOnFirst(@ForAll long seed, @ForAll boolean sparse) {
    List<Example> rows = rows(new Random(seed), 40);
    RowPack pack = TestRows.pack(rows, sparse, 0.3);
    long held = rows.stream().filter(row -> TestRows.hash(row).heldOut(0, 0.3)).count();
    List<ContentHash> packed = new ArrayList<>();
    for (int i = 0; i < pack.rows(); i++) {
      ContentHash hash = hash(pack, i);
      packed.add(hash);
      assertThat(hash.heldOut(0, 0.3)).isEqualTo(i >= pack.trainRows());
    }

    assertThat(pack.trainRows()).isEqualTo(rows.size() - held);
    assertThat(packed)
        .containsExactlyInAnyOrderElementsOf(rows.stream().map(TestRows::hash).toList());
  }

  /** The hash of a row as the pack gives it back. */
  private static ContentHash hash(RowPack pack, int row) {
    double[] x = new double[pack.columns()];
    for (int k = pack.start()[row]; k < pack.start()[row + 1]; k++) {
      x[pack.column(k)] = pack.value(k);
    }
    double[] targets = {pack.target(row, 0), pack.target(row, 1)};
    return TestRows.hash(new Example(Vectors.dense(x), targets, pack.weight(row)));
  }

  @Test
  void theChecksumChangesWithARow() {
    List<Example> rows = rows(new Random(1), 50);
    long checksum = TestRows.pack(rows, false, 0).checksum();
    List<Example> fewer = rows.subList(1, rows.size());
    List<Example> other = new ArrayList<>(fewer);
    other.add(rows(new Random(2), 1).get(0));

    assertThat(TestRows.pack(fewer, false, 0).checksum()).isNotEqualTo(checksum);
    assertThat(TestRows.pack(other, false, 0).checksum()).isNotEqualTo(checksum);
  }
}
