package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.OptimizerKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rows give the same bits, however they come and wherever units of work run. */
class ExactnessTest {

  private static JavaSparkContext sc;

  @BeforeAll
  static void start() {
    sc = SparkFixture.start("local[2]");
  }

  @AfterAll
  static void stop() {
    sc.close();
  }

  /** Shards are 4 here, so that Spark has 4 partitions at the most. */
  @ParameterizedTest
  @MethodSource("io.rappel.trainer.spark.ExactnessCase#all")
  void onThreadsAndOnSpark(ExactnessCase exactness) {
    List<Example> rows = exactness.rows(4000);

    assertThat(exactness.onSpark(sc, rows, 9, 3)).isEqualTo(exactness.onThreads(sc, rows));
  }

  static Stream<ExactnessCase> some() {
    return Stream.of(
        new ExactnessCase(OptimizerKind.ADAM, BatchSize.of(4000), Precision.FLOAT32, false),
        new ExactnessCase(OptimizerKind.LBFGS, BatchSize.full(), Precision.FLOAT64, true));
  }

  /** Enough rows for 64 shards. */
  @ParameterizedTest
  @MethodSource("some")
  void inAnyPartitioning(ExactnessCase exactness) {
    List<Example> rows = exactness.rows(35_000);
    String expected = exactness.onThreads(sc, rows);

    assertThat(exactness.onSpark(sc, rows, 100, 1)).isEqualTo(expected);
    assertThat(exactness.onSpark(sc, rows, 3, 2)).isEqualTo(expected);
    assertThat(exactness.onSpark(sc, rows, 1, 7)).isEqualTo(expected);
    assertThat(exactness.onSpark(sc, rows, 20, 64)).isEqualTo(expected);
  }

  /** So many results of a step are added in a tree and not as they arrive. */
  @Test
  void inATree() {
    ExactnessCase exactness =
        new ExactnessCase(OptimizerKind.GD, BatchSize.full(), Precision.FLOAT64, false);
    List<Example> rows = exactness.rows(70_000);

    assertThat(exactness.onSpark(sc, rows, 4, 128)).isEqualTo(exactness.onThreads(sc, rows));
  }

  /** A mini-batch of so many units that it too is added in a tree, over some of the partitions. */
  @Test
  void inATreeOverSomeOfThePartitions() {
    ExactnessCase exactness =
        new ExactnessCase(OptimizerKind.GD, BatchSize.of(40_000), Precision.FLOAT32, false);
    List<Example> rows = exactness.rows(70_000);

    assertThat(exactness.onSpark(sc, rows, 4, 128)).isEqualTo(exactness.onThreads(sc, rows));
  }

  enum Repeated {
    FEW_ROWS_VERY_OFTEN(rows -> times(rows.subList(0, 3), 20_000)),
    A_ROW_AMONG_OTHERS(rows -> with(rows, times(rows.subList(0, 1), 20_000))),
    LOW_CARDINALITY(rows -> times(rows.subList(0, 64), 200));

    private final Function<List<Example>, List<Example>> rows;

    Repeated(Function<List<Example>, List<Example>> rows) {
      this.rows = rows;
    }

    private static List<Example> times(List<Example> rows, int times) {
      List<Example> all = new ArrayList<>();
      Collections.nCopies(times, rows).forEach(all::addAll);
      return all;
    }

    private static List<Example> with(List<Example> rows, List<Example> more) {
      List<Example> all = new ArrayList<>(rows);
      all.addAll(more);
      Collections.shuffle(all, new Random(1));
      return all;
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofRowsThatRecur(Repeated repeated) {
    for (BatchSize batch : List.of(BatchSize.full(), BatchSize.of(2000))) {
      ExactnessCase exactness =
          new ExactnessCase(OptimizerKind.MOMENTUM, batch, Precision.FLOAT32, false);
      List<Example> rows = repeated.rows.apply(exactness.rows(5000));
      String expected = exactness.onThreads(sc, rows);

      assertThat(exactness.onSpark(sc, rows, 1, 2)).isEqualTo(expected);
      assertThat(exactness.onSpark(sc, rows, 13, 7)).isEqualTo(expected);
    }
  }
}
