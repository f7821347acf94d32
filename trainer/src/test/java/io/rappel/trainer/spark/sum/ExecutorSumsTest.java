package io.rappel.trainer.spark.sum;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.UnitGradient;
import io.rappel.trainer.spark.SparkFixture;
import io.rappel.trainer.spark.engine.ResultLimits;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Test;

/** The sum is that of the partitions, whatever became of what tasks left. */
class ExecutorSumsTest {

  private static final int PARTITIONS = 12;

  /** All partitions but two: those of the numbers 2 and 6. */
  private static final double[] EXPECTED = SumOfNumbers.expected(78 - 2 - 6);

  private static double[] sum(
      JavaSparkContext sc,
      LongFunction<PartitionSum<Integer>> each,
      Broadcast<HeldSums> held,
      ResultLimits limits) {
    JavaRDD<Integer> numbers =
        sc.parallelize(IntStream.rangeClosed(1, PARTITIONS).boxed().toList(), PARTITIONS);
    BitSet needed = new BitSet();
    needed.set(0, PARTITIONS);
    needed.clear(1);
    needed.clear(5);
    ExecutorSums<Integer> sums = new ExecutorSums<>(numbers, held, limits);
    double[] first = SumOfNumbers.entries(sums.sum(needed, each.apply(1), 1, SumOfNumbers.LENGTH));
    List<GradientSum> second = sums.sum(needed, each.apply(2), 2, SumOfNumbers.LENGTH);

    assertThat(SumOfNumbers.entries(second)).isEqualTo(first);
    return first;
  }

  private static ResultLimits limits(JavaSparkContext sc) {
    return ResultLimits.of(sc.getConf());
  }

  @Test
  void tasksOfTheDriverAddUpInItsMemory() {
    SparkFixture.withSpark(
        "local[4]",
        sc -> {
          Broadcast<HeldSums> held = sc.broadcast(new HeldSums());

          assertThat(sum(sc, step -> new SumOfNumbers(), held, limits(sc))).isEqualTo(EXPECTED);
          return null;
        });
  }

  @Test
  void tasksThatRunAgainAfterTheyHaveLeftTheirSumAddNothing() {
    SparkFixture.withSpark(
        "local[4,4]",
        sc -> {
          Broadcast<HeldSums> held = sc.broadcast(new HeldSums());

          assertThat(sum(sc, step -> new FailsOnce(held, step), held, limits(sc)))
              .isEqualTo(EXPECTED);
          return null;
        });
  }

  @Test
  void whatHasOthersInItIsComputedAgain() {
    SparkFixture.withSpark(
        "local[4]",
        sc -> {
          Broadcast<HeldSums> held = sc.broadcast(new HeldSums());
          ResultLimits whole = limits(sc);
          ResultLimits slices = new ResultLimits(SumOfNumbers.LENGTH, whole.job());

          assertThat(sum(sc, step -> new Disturbed(held, step), held, whole)).isEqualTo(EXPECTED);
          assertThat(sum(sc, step -> new Disturbed(held, step), held, slices)).isEqualTo(EXPECTED);
          return null;
        });
  }

  /** Sums of numbers in tasks to which something happens. */
  private abstract static class Eventful implements PartitionSum<Integer> {

    private static final long serialVersionUID = 1L;

    private final SumOfNumbers numbers = new SumOfNumbers();
    private final Broadcast<HeldSums> held;

    private final long step;

    Eventful(Broadcast<HeldSums> held, long step) {
      this.held = held;
      this.step = step;
    }

    void add(int partition, GradientSum sum) {
      held.value().add(step, partition, sum, spare -> {});
    }

    @Override
    public GradientSum of(BooleanSupplier more, Supplier<Integer> next) {
      return happens(numbers.of(more, next));
    }

    abstract GradientSum happens(GradientSum sum);

    @Override
    public void recycle(UnitGradient gradient) {
      numbers.recycle(gradient);
    }
  }

  /** The first attempt of every third task fails once it has left its sum. */
  private static final class FailsOnce extends Eventful {

    private static final long serialVersionUID = 1L;

    FailsOnce(Broadcast<HeldSums> held, long step) {
      super(held, step);
    }

    @Override
    GradientSum happens(GradientSum sum) {
      TaskContext task = TaskContext.get();
      if (task.partitionId() % 3 == 0 && task.attemptNumber() == 0) {
        add(task.partitionId(), sum);
        throw new IllegalStateException("a test of exactness");
      }
      return sum;
    }
  }

  /** A partition comes in that has run elsewhere, too. */
  private static final class Disturbed extends Eventful {

    private static final long serialVersionUID = 1L;

    Disturbed(Broadcast<HeldSums> held, long step) {
      super(held, step);
    }

    @Override
    GradientSum happens(GradientSum sum) {
      add(PARTITIONS, SumOfNumbers.of(1000));
      return sum;
    }
  }
}
