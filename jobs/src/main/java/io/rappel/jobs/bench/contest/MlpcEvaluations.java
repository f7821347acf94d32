package io.rappel.jobs.bench.contest;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;

/**
 * Counts MLlib's evaluations of the objective, each a job of Spark that aggregates over a tree, and
 * when the first and the last were done. The first packs the rows as well.
 */
final class MlpcEvaluations extends SparkListener implements AutoCloseable {

  private static final String AGGREGATION = "treeAggregate at LBFGS";

  private final SparkContext spark;
  private final Map<Integer, Boolean> running = new HashMap<>();
  private int count;
  private long firstDone;
  private long lastDone;

  /** Listens until it is closed. */
  MlpcEvaluations(SparkContext spark) {
    this.spark = spark;
    spark.addSparkListener(this);
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    boolean evaluation = job.stageInfos().exists(stage -> stage.name().startsWith(AGGREGATION));
    running.put(job.jobId(), evaluation);
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd job) {
    if (Boolean.TRUE.equals(running.remove(job.jobId()))) {
      count++;
      firstDone = count == 1 ? job.time() : firstDone;
      lastDone = job.time();
    }
  }

  /** Waits until all that has happened was told. */
  MlpcEvaluations settled() {
    try {
      spark.listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's events are still under way", e);
    }
    return this;
  }

  /** How many were made. */
  synchronized int count() {
    return count;
  }

  /** When the first was done, in milliseconds since 1970. */
  synchronized long firstDone() {
    return firstDone;
  }

  /** From the end of the first to that of the last. */
  synchronized double secondsAfterFirst() {
    return (lastDone - firstDone) / 1e3;
  }

  @Override
  public void close() {
    spark.removeSparkListener(this);
  }
}
