package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.OptimizerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Trainings at the same time in one session leave one another alone. */
class SimultaneousTest {

  private static final List<ExactnessCase> CASES =
      List.of(
          new ExactnessCase(OptimizerKind.ADAM, BatchSize.of(400), Precision.FLOAT32, false),
          new ExactnessCase(OptimizerKind.MOMENTUM, BatchSize.of(400), Precision.FLOAT64, false),
          new ExactnessCase(OptimizerKind.GD, BatchSize.full(), Precision.FLOAT32, true));

  @Test
  void trainingsKeepTheirBits() throws Exception {
    try (JavaSparkContext sc = SparkFixture.start("local[2]")) {
      List<String> expected = new ArrayList<>();
      for (ExactnessCase exactness : CASES) {
        expected.add(exactness.onThreads(sc, exactness.rows(4000)));
      }
      List<String> found = new ArrayList<>();
      for (Future<List<String>> hashes : atOnce(sc)) {
        found.addAll(hashes.get());
      }

      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i)).as("training %d", i).isEqualTo(expected.get(i / 2));
      }
      assertThat(found).hasSize(2 * CASES.size());
    }
  }

  /** Each case on threads and on Spark, one after the other, and all cases at once. */
  private static List<Future<List<String>>> atOnce(JavaSparkContext sc)
      throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(CASES.size());
    List<Callable<List<String>>> trainings = new ArrayList<>();
    for (ExactnessCase exactness : CASES) {
      List<Example> rows = exactness.rows(4000);
      trainings.add(
          () -> {
            start.await();
            return List.of(exactness.onThreads(sc, rows), exactness.onSpark(sc, rows, 5, 3));
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(CASES.size());
    try {
      return threads.invokeAll(trainings);
    } finally {
      threads.shutdown();
    }
  }
}
