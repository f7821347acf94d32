package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.spark.engine.ScalaCollections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Test;

/** Neither the number of cores nor tasks that fail and run again change a bit. */
class CoresAndFailuresTest {

  private static final ExactnessCase FULL =
      new ExactnessCase(OptimizerKind.ADAM, BatchSize.full(), Precision.FLOAT64, false);
  private static final ExactnessCase BATCHES =
      new ExactnessCase(OptimizerKind.MOMENTUM, BatchSize.of(1000), Precision.FLOAT32, true);

  @Test
  void coresDoNotMatter() {
    for (ExactnessCase exactness : List.of(FULL, BATCHES)) {
      List<Example> rows = exactness.rows(5000);
      Set<String> hashes = new HashSet<>();
      for (String master : List.of("local[1]", "local[2]", "local[4]")) {
        SparkFixture.withSpark(
            master,
            sc ->
                hashes.add(exactness.onThreads(sc, rows))
                    & hashes.add(exactness.onSpark(sc, rows, 5, 0)));
      }

      assertThat(hashes).hasSize(1);
    }
  }

  @Test
  void killedTasksDoNotMatter() {
    List<Example> rows = FULL.rows(40_000);
    String expected = SparkFixture.withSpark("local[2]", sc -> FULL.onThreads(sc, rows));
    SparkFixture.withSpark(
        "local[2,4]", // plain local[2] never runs a task again
        sc -> {
          Killer killer = new Killer(sc.sc());
          sc.sc().addSparkListener(killer);

          assertThat(FULL.onSpark(sc, rows, 4, 2)).isEqualTo(expected);
          assertThat(killer.killed.get()).isPositive();
          assertThat(killer.repeated.get()).isPositive();
          return null;
        });
  }

  /** Kills the first attempt of each task that computes gradients, as soon as it begins. */
  private static final class Killer extends SparkListener {

    private final SparkContext sc;
    private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();

    Killer(SparkContext sc) {
      this.sc = sc;
    }

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      String description = job.properties().getProperty("spark.job.description", "");
      if (description.contains("step")) {
        ScalaCollections.asJava(job.stageIds()).forEach(id -> stages.add((Integer) id));
      }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (stages.contains(start.stageId()) && start.taskInfo().attemptNumber() == 0) {
        sc.killTaskAttempt(start.taskInfo().taskId(), true, "a test of exactness");
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (stages.contains(end.stageId())) {
        if (end.reason() instanceof TaskKilled) {
          killed.incrementAndGet();
        } else if (end.taskInfo().attemptNumber() > 0 && end.taskInfo().successful()) {
          repeated.incrementAndGet();
        }
      }
    }
  }
}
