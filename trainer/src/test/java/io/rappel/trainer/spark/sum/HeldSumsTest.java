package io.rappel.trainer.spark.sum;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.StepSum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class HeldSumsTest {

  private final HeldSums held = new HeldSums();

  private long add(long step, int partition, int number) {
    return held.add(step, partition, SumOfNumbers.of(number), spare -> {});
  }

  @RepeatedTest(20)
  void tasksAddAtTheSameTimeAndEachPartitionOnce() throws InterruptedException, ExecutionException {
    int partitions = 40;
    List<Callable<Long>> tasks = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      int partition = p;
      tasks.add(() -> add(1, partition, partition + 1));
      if (p % 5 == 0) { // some run twice
        tasks.add(() -> add(1, partition, partition + 1));
      }
    }
    Collections.shuffle(tasks, new Random(partitions));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Set<Long> ids = new HashSet<>();
    try {
      for (Future<Long> each : threads.invokeAll(tasks)) {
        ids.add(each.get());
      }
    } finally {
      threads.shutdown();
    }

    assertThat(ids).hasSize(1);
    List<GradientSum> sum = List.of(held.get(ids.iterator().next(), partitions));
    assertThat(SumOfNumbers.entries(sum))
        .isEqualTo(SumOfNumbers.expected(partitions * (partitions + 1) / 2));
    assertThat(new StepSum(sum).units()).isEqualTo(partitions);
    assertThat(new StepSum(sum).weight()).isEqualTo(partitions * (partitions + 1) / 2);
  }

  @Test
  void aSumWithOthersInItIsNotTheOneThatIsAskedFor() {
    long id = add(1, 0, 1);
    add(1, 1, 2);

    assertThat(held.get(id, 1)).isNull();
    assertThat(held.get(id, 2)).isNotNull();
    assertThat(held.get(id, 3)).isNull();
    assertThat(held.get(id + 1, 2)).isNull();
    assertThat(new HeldSums().get(id, 2)).isNull();
  }

  @Test
  void aNewStepTakesTheRoomOfTheOneBeforeAndLateTasksOfThatAddNothing() {
    long first = add(1, 0, 1);
    long second = add(2, 0, 5);
    long late = add(1, 1, 100);

    assertThat(held.get(first, 1)).isNull();
    assertThat(held.get(late, 1)).isNull();
    assertThat(SumOfNumbers.entries(List.of(held.get(second, 1))))
        .isEqualTo(SumOfNumbers.expected(5));
  }

  @Test
  void aSumIsNotThereWhileATaskHasPartOfItInHand() {
    List<GradientSum> seen = new ArrayList<>();
    long id = add(1, 0, 1);
    held.add(
        1,
        1,
        SumOfNumbers.of(2),
        spare -> { // in the midst of the merge, another leaves its sum
          add(1, 2, 4);
          seen.add(held.get(id, 3));
        });

    assertThat(seen).isNotEmpty().containsOnlyNulls();
    assertThat(SumOfNumbers.entries(List.of(held.get(id, 3)))).isEqualTo(SumOfNumbers.expected(7));
  }
}
