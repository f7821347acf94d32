package io.rappel.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchPlanTest {

  /** Rows of 1 to 12 shards, some of them empty. */
  @Provide
  Arbitrary<int[]> shardRows() {
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(1, Arbitraries.just(0)),
            net.jqwik.api.Tuple.of(5, Arbitraries.integers().between(1, 1500)))
        .array(int[].class)
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static List<UnitSet> steps(BatchPlan plan, int epoch) {
    List<UnitSet> steps = new ArrayList<>();
    plan.epoch(epoch).forEachRemaining(steps::add);
    return steps;
  }

  private static int rows(BatchPlan plan, int[] shardRows, UnitSet step) {
    int rows = 0;
    for (int i = 0; i < step.count(); i++) {
      int n = shardRows[step.shard(i)];
      rows += plan.cut().from(n, step.unit(i) + 1) - plan.cut().from(n, step.unit(i));
    }
    return rows;
  }

  @Property(tries = 400)
  void usesEachRowOnceAnEpoch(
      @ForAll("shardRows") int[] shardRows,
      @ForAll @IntRange(min = 1, max = 3000) int batch,
      @ForAll long seed,
      @ForAll @IntRange(min = 1) int epoch) {
    Assume.that(Arrays.stream(shardRows).sum() > batch);
    BatchPlan plan = new BatchPlan(shardRows, BatchSize.of(batch), seed);
    BitSet[] used = new BitSet[shardRows.length];
    Arrays.setAll(used, s -> new BitSet());
    for (UnitSet step : steps(plan, epoch)) {
      for (int i = 0; i < step.count(); i++) {
        int s = step.shard(i);
        Permutation permutation = plan.cut().permutation(shardRows[s], epoch, s);
        int to = plan.cut().from(shardRows[s], step.unit(i) + 1);
        for (int p = plan.cut().from(shardRows[s], step.unit(i)); p < to; p++) {
          assertThat(used[s].get(permutation.at(p))).isFalse();
          used[s].set(permutation.at(p));
        }
      }
    }

    for (int s = 0; s < shardRows.length; s++) {
      assertThat(used[s].cardinality()).isEqualTo(shardRows[s]);
    }
  }

  @Property(tries = 400)
  void unitsOfAShardAreEqualWithinOne(
      @ForAll("shardRows") int[] shardRows, @ForAll @IntRange(min = 1, max = 3000) int batch) {
    UnitCut cut = new BatchPlan(shardRows, BatchSize.of(batch), 1).cut();
    for (int rows : shardRows) {
      int[] sizes =
          IntStream.range(0, cut.units(rows))
              .map(u -> cut.from(rows, u + 1) - cut.from(rows, u))
              .toArray();

      assertThat(IntStream.of(sizes).sum()).isEqualTo(rows);
      assertThat(IntStream.of(sizes).boxed())
          .allSatisfy(n -> assertThat(n).isBetween(1, cut.unitRows()))
          .allSatisfy(n -> assertThat(n - rows / sizes.length).isBetween(0, 1));
    }
  }

  @Property(tries = 300)
  void batchesHaveAboutTheWantedRowsOfAsManyShardsAsThereAre(
      @ForAll @IntRange(min = 1, max = 16) int shards,
      @ForAll @IntRange(min = 200, max = 2000) int rowsOfAShard,
      @ForAll @IntRange(min = 1, max = 1000) int batch) {
    Assume.that(batch < shards * rowsOfAShard);
    int[] shardRows = new int[shards];
    Arrays.fill(shardRows, rowsOfAShard);
    BatchPlan plan = new BatchPlan(shardRows, BatchSize.of(batch), 9);
    List<UnitSet> steps = steps(plan, 1);

    assertThat(steps).hasSize(plan.stepsPerEpoch());
    for (UnitSet step : steps.subList(0, steps.size() - 1)) {
      long distinct = IntStream.range(0, (int) step.count()).map(step::shard).distinct().count();
      assertThat(distinct).isEqualTo(Math.min(shards, step.count()));
      // Units are cut of a shard in equal parts, so that they may be smaller than wanted.
      assertThat(rows(plan, shardRows, step)).isBetween(batch / 2, batch + (int) step.count());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "20, 1, 20", "64, 1, 64", "100, 2, 50", "128, 2, 64", "1000, 6, 167"})
  void unitsGrowWithTheBatch(int batch, int unitsOfAStep, int unitRows) {
    BatchPlan plan = new BatchPlan(new int[] {50_000}, BatchSize.of(batch), 1);

    assertThat(plan.epoch(1).next().count()).isEqualTo(unitsOfAStep);
    assertThat(plan.cut().unitRows()).isEqualTo(unitRows);
    assertThat(plan.full()).isFalse();
  }

  @Test
  void aFullBatchIsOneStepOfAllUnits() {
    for (BatchSize size : List.of(BatchSize.full(), BatchSize.of(5000))) {
      BatchPlan plan = new BatchPlan(new int[] {3000, 0, 2000}, size, 1);
      Iterator<UnitSet> epoch = plan.epoch(4);
      UnitSet step = epoch.next();

      assertThat(plan.full()).isTrue();
      assertThat(plan.stepsPerEpoch()).isEqualTo(1);
      assertThat(step.isAll()).isTrue();
      assertThat(step.count()).isEqualTo(plan.totalUnits()).isEqualTo(5);
      assertThat(epoch.hasNext()).isFalse();
    }
  }

  @Test
  void epochsAndSeedsDrawOtherBatches() {
    UnitCut cut = new BatchPlan(new int[] {1000}, BatchSize.of(10), 1).cut();
    UnitCut other = new BatchPlan(new int[] {1000}, BatchSize.of(10), 2).cut();
    int first = cut.permutation(1000, 1, 0).at(0);

    assertThat(cut.permutation(1000, 2, 0).at(0)).isNotEqualTo(first);
    assertThat(cut.permutation(1000, 1, 1).at(0)).isNotEqualTo(first);
    assertThat(other.permutation(1000, 1, 0).at(0)).isNotEqualTo(first);
  }
}
