package io.rappel.trainer.spark.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.MixedRows;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.hash.RowHashes;
import io.rappel.trainer.data.pack.RawPack;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkFixture;
import io.rappel.trainer.spark.SparkTraining;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** Dealt rows that stay in memory, and those that there is no room for. */
class HeldRowsTest {

  private static final int BUCKETS = 8;
  private static final int BATCH = 500;

  /** What a task that reads gives to the shuffle, as it comes out of it again. */
  private static List<Tuple2<Integer, Dealt>> dealt(List<Object[]> rows, long holder)
      throws IOException {
    List<RowBatch> batches = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += BATCH) {
      batches.add(MixedRows.batch(rows.subList(from, Math.min(rows.size(), from + BATCH))));
    }
    int columns = batches.get(0).columns();
    Dealing dealing = new Dealing(batches.iterator(), columns, 1, BUCKETS, 1, holder);
    List<Tuple2<Integer, Dealt>> read = new ArrayList<>();
    while (dealing.hasNext()) {
      Tuple2<Integer, Dealt> each = dealing.next();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      each._2().write(new DataOutputStream(bytes));
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
      read.add(new Tuple2<>(each._1(), Dealt.read(in)));
    }
    return read;
  }

  private static List<RawPack> packs(List<Tuple2<Integer, Dealt>> dealt) {
    return dealt.subList(0, dealt.size() - 1).stream().map(each -> each._2().rows()).toList();
  }

  private static List<String> hashes(List<RawPack> packs) {
    return packs.stream()
        .flatMap(
            pack ->
                IntStream.range(0, pack.rows())
                    .mapToObj(
                        i ->
                            pack.high(i)
                                + " "
                                + pack.low(i)
                                + " "
                                + Long.hashCode(pack.cell(i, 0))))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 40_000, 1 << 30})
  void rowsAreTheSameWhereverTheyWait(long bytes) throws IOException {
    List<Object[]> rows = MixedRows.random(3, 2_300);
    List<String> through = hashes(packs(dealt(rows, HeldRows.begin(0, new AtomicLong()))));
    long holder = HeldRows.begin(bytes, new AtomicLong());

    List<Tuple2<Integer, Dealt>> dealt = dealt(rows, holder);

    assertThat(hashes(packs(dealt))).isEqualTo(through).hasSize(rows.size());
    assertThat(dealt.get(dealt.size() - 1)._1()).isEqualTo(ShardPlacement.PROFILES);
    assertThat(dealt.get(dealt.size() - 1)._2().profile().rows()).isEqualTo(rows.size());
    HeldRows.end(holder);
  }

  @Test
  void noMoreIsHeldThanThereIsRoomFor() throws IOException {
    List<Object[]> rows = MixedRows.random(4, 2_300);
    List<RawPack> all = packs(dealt(rows, HeldRows.begin(0, new AtomicLong())));
    long bytes = all.stream().mapToLong(RawPack::bytes).sum();
    long holder = HeldRows.begin(bytes / 2, new AtomicLong());

    List<RawPack> read = packs(dealt(rows, holder));

    // What is held comes out as it went in, not as a copy.
    List<RawPack> held = read.stream().filter(pack -> isHeld(holder, pack)).toList();
    assertThat(held).isNotEmpty();
    assertThat(held.stream().mapToLong(RawPack::bytes).sum()).isBetween(bytes / 4, bytes / 2);
    HeldRows.end(holder);
  }

  @Test
  void allThatAreHeldShareTheRoom() throws IOException {
    List<Object[]> rows = MixedRows.random(4, 2_300);
    AtomicLong used = new AtomicLong();
    long first = HeldRows.begin(1 << 30, used);
    packs(dealt(rows, first));
    long held = used.get();
    long second = HeldRows.begin(held + held / 2, used);

    packs(dealt(rows, second));

    assertThat(held).isPositive();
    assertThat(used.get()).isBetween(held + held / 4, held + held / 2);
    HeldRows.end(first);
    HeldRows.end(second);
    HeldRows.end(second);
    assertThat(used.get()).isZero();
  }

  /** They wait for shards to be made, and no longer. */
  @Test
  void nothingIsHeldWhileThereIsTraining() {
    List<Boolean> open = new ArrayList<>();
    try (JavaSparkContext sc = SparkFixture.start("local[2]")) {
      TrainingInput input =
          TrainingInput.ofExamples(
              SparkFixture.classes(200, 2),
              sc.parallelize(SparkFixture.sparseRows(300, 200, 1), 3),
              null,
              2,
              null);
      long holder = input.rows().holder();
      open.add(HeldRows.isOpen(holder));
      SparkTraining.train(
          input,
          TrainingConfig.builder().hidden(List.of(4)).epochs(1).build(),
          new TrainingListener() {
            @Override
            public void started(RunDescription run) {
              open.add(HeldRows.isOpen(holder));
            }
          });
    }
    assertThat(open).containsExactly(true, false);
  }

  @Test
  void rowsThatNobodyThinksOfGo() {
    try (JavaSparkContext sc = SparkFixture.start("local[2]")) {
      long holder = forgotten(sc);
      long until = System.nanoTime() + 60_000_000_000L;
      while (HeldRows.isOpen(holder) && System.nanoTime() < until) {
        System.gc();
      }
      assertThat(HeldRows.isOpen(holder)).isFalse();
    }
  }

  /** Reads rows and forgets them; gives by which number they were held. */
  private static long forgotten(JavaSparkContext sc) {
    int columns = MixedRows.random(8, 1).get(0).length - 1;
    JavaRDD<RowBatch> batches =
        sc.parallelize(List.of(1), 1).map(one -> MixedRows.batch(MixedRows.random(8, 500)));
    DealtRows read = DealtRows.read(batches, columns, 1, 0);
    assertThat(HeldRows.isOpen(read.holder())).isTrue();
    return read.holder();
  }

  private static boolean isHeld(long holder, RawPack pack) {
    for (int place = 0; place < BUCKETS; place++) {
      try {
        if (HeldRows.get(holder, place) == pack) {
          return true;
        }
      } catch (IndexOutOfBoundsException e) {
        return false;
      }
    }
    return false;
  }

  @Test
  void rowsThatWereLetGoAreNotRead() throws IOException {
    long holder = HeldRows.begin(1 << 30, new AtomicLong());
    List<Tuple2<Integer, Dealt>> dealt = dealt(MixedRows.random(5, 100), holder);
    assertThat(packs(dealt)).isNotEmpty();

    HeldRows.end(holder);

    assertThatThrownBy(() -> packs(dealt)).hasMessageContaining("let go");
  }

  @Test
  void aBuilderIsEmptyAfterItsRowsWereTaken() throws IOException {
    // More rows than a task holds at once come in several packs of a bucket.
    List<Object[]> rows = MixedRows.random(6, 500);
    rows.get(0)[1] = "of the first row alone";
    RawPack.Builder builder = new RawPack.Builder(MixedRows.batch(rows).columns(), false, 1);
    RawPack first = take(builder, rows.subList(0, 300));
    RawPack second = take(builder, rows.subList(300, 500));

    List<String> apart = hashes(List.of(first, second));
    assertThat(first.rows()).isEqualTo(300);
    assertThat(second.rows()).isEqualTo(200);
    assertThat(apart).isEqualTo(hashes(packs(dealt(rows, HeldRows.begin(0, new AtomicLong())))));
    assertThat(second.textCount(1)).isPositive().isEqualTo(first.textCount(1) - 1);
  }

  private static RawPack take(RawPack.Builder builder, List<Object[]> rows) {
    RowBatch batch = MixedRows.batch(rows);
    RowHashes hashes = new RowHashes();
    hashes.compute(batch);
    RawPack.Builder[] to = new RawPack.Builder[rows.size()];
    Arrays.fill(to, builder);
    RawPack.Builder.add(batch, to, hashes, new boolean[batch.columns()], 1);
    return builder.take();
  }
}
