package io.rappel.trainer.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.EnumSource;

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
      rows += numbers(plan.cut(), shardRows, step, i).length;
    }
    return rows;
  }

  private static int[] numbers(UnitCut cut, int[] shardRows, UnitSet step, int i) {
    int[] numbers = new int[cut.unitRows()];
    int shard = step.shard(i);
    return Arrays.copyOf(numbers, cut.rows(shardRows[shard], shard, step.unit(i), step, numbers));
  }

  @Property(tries = 400)
  void usesEachRowOnceAnEpoch(
      @ForAll("shardRows") int[] shardRows,
      @ForAll @IntRange(min = 1, max = 3000) int batch,
      @ForAll long seed,
      @ForAll @IntRange(min = 1) int epoch,
      @ForAll boolean fixed) {
    Assume.that(Arrays.stream(shardRows).sum() > batch);
    SamplingKind sampling = fixed ? SamplingKind.FIXED : SamplingKind.SHUFFLE;
    BatchPlan plan = new BatchPlan(shardRows, BatchSize.of(batch), sampling, seed);
    BitSet[] used = new BitSet[shardRows.length];
    Arrays.setAll(used, s -> new BitSet());
    for (UnitSet step : steps(plan, epoch)) {
      long rows = 0;
      for (int i = 0; i < step.count(); i++) {
        BitSet ofShard = used[step.shard(i)];
        for (int number : numbers(plan.cut(), shardRows, step, i)) {
          assertThat(ofShard.get(number)).isFalse();
          ofShard.set(number);
          rows++;
        }
      }
      assertThat(step.rows()).isEqualTo(rows);
    }

    for (int s = 0; s < shardRows.length; s++) {
      assertThat(used[s].cardinality()).isEqualTo(shardRows[s]);
    }
  }

  @Property(tries = 400)
  void unitsOfAShardAreEqualWithinOne(
      @ForAll("shardRows") int[] shardRows, @ForAll @IntRange(min = 1, max = 3000) int batch) {
    UnitCut cut = new BatchPlan(shardRows, BatchSize.of(batch), SamplingKind.SHUFFLE, 1).cut();
    for (int rows : shardRows) {
      int[] sizes = IntStream.range(0, cut.units(rows)).map(u -> cut.size(rows, u)).toArray();

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
    BatchPlan plan = new BatchPlan(shardRows, BatchSize.of(batch), SamplingKind.SHUFFLE, 9);
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
  @CsvSource({
    "1, 1, 1",
    "20, 1, 20",
    "64, 1, 64",
    "100, 2, 50",
    "128, 2, 64",
    "256, 2, 128",
    "512, 4, 128",
    "1000, 4, 250",
    "5000, 16, 313",
    "49000, 32, 1532"
  })
  void unitsGrowWithTheBatch(int batch, int unitsOfAStep, int unitRows) {
    BatchPlan plan =
        new BatchPlan(new int[] {50_000}, BatchSize.of(batch), SamplingKind.SHUFFLE, 1);

    assertThat(plan.epoch(1).next().count()).isEqualTo(unitsOfAStep);
    assertThat(plan.cut().unitRows()).isEqualTo(unitRows);
    assertThat(plan.full()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"20, 8, 10", "128, 8, 8", "5000, 8, 10", "5000, 512, 313", "50000, 64, 64"})
  void unitsAreNoLongerThanIsWanted(int batch, int largest, int unitRows) {
    BatchPlan plan =
        new BatchPlan(new int[] {50_000}, BatchSize.of(batch), SamplingKind.SHUFFLE, 1, largest);

    assertThat(plan.cut().unitRows()).isEqualTo(unitRows);
  }

  @Test
  void aFullBatchIsOneStepOfAllUnits() {
    for (BatchSize size : List.of(BatchSize.full(), BatchSize.of(5000))) {
      BatchPlan plan = new BatchPlan(new int[] {3000, 0, 2000}, size, SamplingKind.SHUFFLE, 1);
      Iterator<UnitSet> epoch = plan.epoch(4);
      UnitSet step = epoch.next();

      assertThat(plan.full()).isTrue();
      assertThat(plan.stepsPerEpoch()).isEqualTo(1);
      assertThat(step.isAll()).isTrue();
      assertThat(step.count()).isEqualTo(5);
      assertThat(epoch.hasNext()).isFalse();
    }
  }

  /** The rows of each step of an epoch, as shard and number. */
  private static List<List<List<Integer>>> rowsOfSteps(
      int[] shardRows, SamplingKind sampling, BatchSize size, long seed, int epoch) {
    BatchPlan plan = new BatchPlan(shardRows, size, sampling, seed);
    return steps(plan, epoch).stream()
        .map(
            step ->
                IntStream.range(0, (int) step.count())
                    .boxed()
                    .flatMap(
                        i ->
                            Arrays.stream(numbers(plan.cut(), shardRows, step, i))
                                .mapToObj(n -> List.of(step.shard(i), n)))
                    .toList())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(SamplingKind.class)
  void onlyFixedBatchesAreTheSameInAnotherEpoch(SamplingKind sampling) {
    int[] shardRows = {1000, 0, 700};
    BatchSize size = BatchSize.of(100);
    List<List<List<Integer>>> first = rowsOfSteps(shardRows, sampling, size, 1, 1);

    assertThat(rowsOfSteps(shardRows, sampling, size, 1, 1)).isEqualTo(first);
    assertThat(rowsOfSteps(shardRows, sampling, size, 2, 1)).isNotEqualTo(first);
    assertThat(rowsOfSteps(shardRows, sampling, size, 1, 2).equals(first))
        .isEqualTo(sampling == SamplingKind.FIXED);
  }

  @Property(tries = 200)
  void drawnRowsAreDifferentAndSorted(
      @ForAll("shardRows") int[] shardRows,
      @ForAll @IntRange(min = 1, max = 1000) int batch,
      @ForAll long seed) {
    Assume.that(Arrays.stream(shardRows).sum() > batch);
    BatchPlan plan = new BatchPlan(shardRows, BatchSize.of(batch), SamplingKind.BERNOULLI, seed);
    for (UnitSet step : steps(plan, 1)) {
      int[] last = new int[shardRows.length];
      Arrays.fill(last, -1);
      long rows = 0;
      for (int i = 0; i < step.count(); i++) {
        for (int number : numbers(plan.cut(), shardRows, step, i)) {
          assertThat(number)
              .isGreaterThan(last[step.shard(i)])
              .isLessThan(shardRows[step.shard(i)]);
          last[step.shard(i)] = number;
          rows++;
        }
      }
      assertThat(step.rows()).isEqualTo(rows);
    }
  }

  /** Over 2,000 steps, counts of a row and of a batch are within five standard deviations. */
  @Test
  void eachRowIsDrawnWithTheSameProbabilityWhateverHappensToOthers() {
    int[] shardRows = {300, 100};
    BatchPlan plan = new BatchPlan(shardRows, BatchSize.of(40), SamplingKind.BERNOULLI, 5);
    int[][] counts = {new int[300], new int[100]};
    long squares = 0;
    long together = 0;
    int all = 0;
    for (int epoch = 1; epoch <= 200; epoch++) {
      for (UnitSet step : steps(plan, epoch)) {
        all++;
        boolean first = false;
        for (int i = 0; i < step.count(); i++) {
          for (int number : numbers(plan.cut(), shardRows, step, i)) {
            counts[step.shard(i)][number]++;
            first |= step.shard(i) == 0 && number == 0;
            together += first && step.shard(i) == 0 && number == 1 ? 1 : 0;
          }
        }
        squares += (step.rows() - 40) * (step.rows() - 40);
      }
    }

    assertThat(all).isEqualTo(2000);
    for (int[] shard : counts) {
      assertThat(IntStream.of(shard).boxed()).allSatisfy(n -> assertThat(n).isBetween(133, 267));
    }
    assertThat(together).isBetween(1L, 42L); // a hundredth of the steps: 20
    assertThat((double) squares / all).isBetween(30.0, 42.0); // 400 · 0.1 · 0.9 = 36
  }

  @Test
  void aPercentageIsOfTheRowsToTrainOn() {
    int[] shardRows = {3000, 1000};

    assertThat(BatchSize.parse("2.5%").rows(4000)).isEqualTo(100);
    assertThat(BatchSize.parse("0.001%").rows(4000)).isEqualTo(1);
    assertThat(BatchSize.parse("2.5%")).hasToString("2.5%");
    assertThat(new BatchPlan(shardRows, BatchSize.parse("100%"), SamplingKind.SHUFFLE, 1).full())
        .isTrue();
    assertThat(
            new BatchPlan(shardRows, BatchSize.parse("1%"), SamplingKind.BERNOULLI, 1)
                .stepsPerEpoch())
        .isEqualTo(100);
    for (String wrong : List.of("0%", "101%", "-1%", "x%", "%", "NaN%", "0", "1.5")) {
      assertThatThrownBy(() -> BatchSize.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
