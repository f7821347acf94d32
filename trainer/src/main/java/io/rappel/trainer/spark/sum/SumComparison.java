package io.rappel.trainer.spark.sum;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.Checksum;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.Grid;
import io.rappel.trainer.objective.sum.Sections;
import io.rappel.trainer.objective.sum.StepSum;
import io.rappel.trainer.objective.sum.UnitGradient;
import io.rappel.trainer.objective.sum.UnitGradient32;
import io.rappel.trainer.spark.engine.ResultLimits;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Times the sum of one vector a partition, as steps add up gradients of float32, beside Spark's own
 * {@code treeAggregate} and tasks that add up nothing. Vectors are of numbers whose sums in float64
 * are exact.
 */
public final class SumComparison {

  /** Ways to add up the vectors of partitions. */
  public enum Way {
    /** As steps add up gradients: short ones on the driver, long ones in executors. */
    STEPS("Rappel"),
    TREE_AGGREGATE("treeAggregate"),
    /** As many tasks that add up nothing, which is what scheduling costs. */
    TASKS("tasks alone");

    private final String text;

    Way(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * What one way took.
   *
   * @param seconds of each repetition, after one that is not counted
   * @param bytesToDriver results of tasks that reached the driver for one sum
   * @param sum the sum's hash; empty where nothing was added up
   */
  public record Measured(
      Way way, int partitions, List<Double> seconds, long bytesToDriver, String sum) {}

  private final JavaSparkContext context;
  private final int length;
  private final int repetitions;
  private final long workMillis;
  private final Consumer<String> progress;
  private long steps;

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

  /** Takes turns, so that whatever else the machine does falls on all. */
  public List<Measured> of(int partitions) {
    JavaRDD<Integer> numbers =
        context.parallelize(IntStream.range(0, partitions).boxed().toList(), partitions);
    Broadcast<Vectors> vectors = context.broadcast(new Vectors(length, workMillis));
    Broadcast<HeldSums> held = context.broadcast(new HeldSums());
    List<Runs> runs =
        List.of(
            new Runs(Way.STEPS, () -> asSteps(numbers, vectors, held)),
            new Runs(Way.TREE_AGGREGATE, () -> aggregate(numbers, vectors)),
            new Runs(Way.TASKS, () -> nothing(numbers, vectors)));
    Results results = new Results();
    context.sc().addSparkListener(results);
    try {
      for (int repetition = 0; repetition <= repetitions; repetition++) {
        progress.accept(
            "sums of %d partitions, %s"
                .formatted(
                    partitions, repetition == 0 ? "warm-up" : repetition + " of " + repetitions));
        runs.forEach(each -> each.run(results));
      }
    } finally {
      context.sc().removeSparkListener(results);
      vectors.destroy();
      held.destroy();
    }
    return runs.stream().map(each -> each.measured(partitions)).toList();
  }

  private double[] asSteps(
      JavaRDD<Integer> numbers, Broadcast<Vectors> vectors, Broadcast<HeldSums> held) {
    BitSet all = new BitSet();
    all.set(0, numbers.getNumPartitions());
    OfVector each = new OfVector(vectors, numbers.getNumPartitions());
    ResultLimits limits = ResultLimits.of(context.getConf());
    double[] total = new double[length];
    new StepSum(
            limits.fitWhole(length, all.cardinality())
                ? numbers.mapPartitions(each::ofPartition).collect()
                : new ExecutorSums<>(numbers, held, limits).sum(all, each, ++steps, length))
        .read(total, 0, length);
    return total;
  }

  private static double[] aggregate(JavaRDD<Integer> numbers, Broadcast<Vectors> vectors) {
    return numbers
        .map(number -> vectors.value().worked(number))
        .treeAggregate(new double[0], SumComparison::addVector, SumComparison::add, 2);
  }

  private static double[] nothing(JavaRDD<Integer> numbers, Broadcast<Vectors> vectors) {
    numbers.foreach(number -> vectors.value().worked(number));
    return new double[0];
  }

  /**
   * The vectors that tasks give, made once in each executor, as what a unit computes lies there
   * when its sum begins.
   */
  public static final class Vectors implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int DIFFERENT = 4;

    private final int length;
    private final long workMillis;
    private transient float[][] made;

    /**
     * @param workMillis how long tasks sleep
     */
    public Vectors(int length, long workMillis) {
      this.length = length;
      this.workMillis = workMillis;
    }

    /** The vector of a task that has slept; not to be modified. */
    float[] worked(int number) {
      sleep();
      return of(number);
    }

    private void sleep() {
      try {
        Thread.sleep(workMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the task was interrupted", e);
      }
    }

    private synchronized float[] of(int number) {
      if (made == null) {
        made = IntStream.range(0, DIFFERENT).mapToObj(this::make).toArray(float[][]::new);
      }
      return made[number % DIFFERENT];
    }

    /** Whole numbers below 2²³, so that even millions of them add up exactly. */
    private float[] make(int seed) {
      float[] vector = new float[length];
      long state = seed;
      for (int i = 0; i < length; i++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        vector[i] = state >> 40;
      }
      return vector;
    }
  }

  /** The vector of a task as the gradient of a unit, as large as it may be. */
  private static final class OfVector implements PartitionSum<Integer> {

    private static final long serialVersionUID = 1L;

    private final Broadcast<Vectors> vectors;
    private final Sections sections;
    private final Grid grid;

    OfVector(Broadcast<Vectors> vectors, int partitions) {
      this.vectors = vectors;
      int length = vectors.value().length;
      this.sections =
          new Sections(
              Network.of(length, new int[0], 1, false, Activation.RELU, Activation.IDENTITY)
                  .layout());
      double[] maxima = new double[sections.count()];
      Arrays.fill(maxima, 1L << 23);
      this.grid = Grid.of(maxima, 1, partitions, Precision.FLOAT32);
    }

    @Override
    public GradientSum of(BooleanSupplier more, Supplier<Integer> next) {
      GradientSum sum = new GradientSum();
      while (more.getAsBoolean()) {
        float[] vector = vectors.value().worked(next.get());
        sum.add(new UnitGradient32(vector), 0, 1, sections, grid, this::recycle);
      }
      return sum;
    }

    @Override
    public void recycle(UnitGradient gradient) {
      // vectors are kept by those who made them
    }

    Iterator<GradientSum> ofPartition(Iterator<Integer> numbers) {
      GradientSum sum = of(numbers::hasNext, numbers::next);
      sum.shorten();
      return List.of(sum).iterator();
    }
  }

  private static double[] addVector(double[] sum, float[] vector) {
    double[] total = sum.length == 0 ? new double[vector.length] : sum;
    for (int i = 0; i < vector.length; i++) {
      total[i] += vector[i];
    }
    return total;
  }

  private static double[] add(double[] sum, double[] other) {
    if (sum.length == 0) {
      return other;
    }
    for (int i = 0; i < other.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  private final class Runs {

    private final Way way;
    private final Supplier<double[]> sum;
    private final List<Double> seconds = new ArrayList<>();
    private long bytes;
    private String hash;

    Runs(Way way, Supplier<double[]> sum) {
      this.way = way;
      this.sum = sum;
    }

    void run(Results results) {
      context.setJobDescription("sums by " + way);
      results.bytes.set(0);
      boolean warmUp = hash == null;
      long begun = System.nanoTime();
      double[] total = sum.get();
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
    if (vector.length == 0) {
      return "";
    }
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
