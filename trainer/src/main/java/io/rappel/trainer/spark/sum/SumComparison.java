package io.rappel.trainer.spark.sum;

import io.rappel.trainer.model.file.Checksum;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.StepSum;
import io.rappel.trainer.spark.engine.ResultLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Times the sum of one vector a partition, as steps add up gradients, beside Spark's own {@code
 * treeAggregate}. Each task makes its vector, of numbers whose sums are exact.
 */
public final class SumComparison {

  /** Ways to add up the vectors of partitions. */
  public enum Way {
    /** As steps add up gradients: short ones on the driver, long ones in slices. */
    STEPS,
    TREE_AGGREGATE;

    @Override
    public String toString() {
      return this == STEPS ? "Rappel" : "treeAggregate";
    }
  }

  /**
   * What one way took.
   *
   * @param seconds of each repetition, after one that is not counted
   * @param bytesToDriver results of tasks that reached the driver for one sum
   * @param sum the sum's hash
   */
  public record Measured(
      Way way, int partitions, List<Double> seconds, long bytesToDriver, String sum) {}

  private final JavaSparkContext context;
  private final int length;
  private final int repetitions;
  private final long workMillis;
  private final Consumer<String> progress;

  /**
   * @param length of the vectors
   * @param workMillis how long each task sleeps, as if it computed its vector
   * @param progress is told in lines what goes on
   */
  public SumComparison(
      JavaSparkContext context,
      int length,
      int repetitions,
      long workMillis,
      Consumer<String> progress) {
    this.context = context;
    this.length = length;
    this.repetitions = repetitions;
    this.workMillis = workMillis;
    this.progress = progress;
  }

  /** Takes turns, so that whatever else the machine does falls on both. */
  public List<Measured> of(int partitions) {
    List<Integer> numbers = IntStream.range(0, partitions).boxed().toList();
    int entries = length;
    long work = workMillis;
    JavaRDD<double[]> vectors =
        context
            .parallelize(numbers, partitions)
            .map(
                number -> {
                  Thread.sleep(work);
                  return vector(number, entries);
                });
    ResultLimits limits = ResultLimits.of(context.getConf());
    JavaRDD<GradientSum> sums = vectors.map(GradientSum::of);
    List<Runs> runs =
        List.of(
            new Runs(Way.STEPS, rdd -> asSteps(sums, limits)),
            new Runs(Way.TREE_AGGREGATE, SumComparison::aggregate));
    Results results = new Results();
    context.sc().addSparkListener(results);
    try {
      for (int repetition = 0; repetition <= repetitions; repetition++) {
        progress.accept(
            "sums of %d partitions, %s"
                .formatted(
                    partitions, repetition == 0 ? "warm-up" : repetition + " of " + repetitions));
        runs.forEach(each -> each.run(vectors, results));
      }
    } finally {
      context.sc().removeSparkListener(results);
    }
    return runs.stream().map(each -> each.measured(partitions)).toList();
  }

  private double[] asSteps(JavaRDD<GradientSum> sums, ResultLimits limits) {
    if (!limits.fitWhole(length, sums.getNumPartitions())) {
      return SlicedSum.sum(sums, length, limits).entries();
    }
    double[] total = new double[length];
    new StepSum(sums.collect()).read(total, 0, length);
    return total;
  }

  /** Whole numbers below 2³⁰, so that even thousands of them add up exactly. */
  private static double[] vector(int number, int length) {
    double[] vector = new double[length];
    long state = number;
    for (int i = 0; i < length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      vector[i] = state >> 34;
    }
    return vector;
  }

  private static double[] aggregate(JavaRDD<double[]> vectors) {
    return vectors.treeAggregate(new double[0], SumComparison::add, SumComparison::add, 2);
  }

  private static double[] add(double[] sum, double[] vector) {
    if (sum.length == 0) {
      return vector;
    }
    for (int i = 0; i < vector.length; i++) {
      sum[i] += vector[i];
    }
    return sum;
  }

  private final class Runs {

    private final Way way;
    private final Function<JavaRDD<double[]>, double[]> sum;
    private final List<Double> seconds = new ArrayList<>();
    private long bytes;
    private String hash;

    Runs(Way way, Function<JavaRDD<double[]>, double[]> sum) {
      this.way = way;
      this.sum = sum;
    }

    void run(JavaRDD<double[]> vectors, Results results) {
      context.setJobDescription("sums by " + way);
      results.bytes.set(0);
      boolean warmUp = hash == null;
      long begun = System.nanoTime();
      double[] total = sum.apply(vectors);
      double taken = (System.nanoTime() - begun) / 1e9;
      results.settle(context);
      bytes = results.bytes.get();
      hash = hash(total);
      if (!warmUp) {
        seconds.add(taken);
      }
    }

    Measured measured(int partitions) {
      return new Measured(way, partitions, List.copyOf(seconds), bytes, hash);
    }
  }

  private static String hash(double[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(vector.length, Double.BYTES));
    bytes.asDoubleBuffer().put(vector);
    return Checksum.of(bytes.array());
  }

  /** Adds up what tasks send to the driver. */
  private static final class Results extends SparkListener {

    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.taskMetrics() != null && end.taskType().equals("ResultTask")) {
        bytes.addAndGet(end.taskMetrics().resultSize());
      }
    }

    void settle(JavaSparkContext context) {
      try {
        context.sc().listenerBus().waitUntilEmpty();
      } catch (TimeoutException e) {
        throw new IllegalStateException("Spark's events do not come to an end", e);
      }
    }
  }
}
