package io.rappel.trainer.spark.engine;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;

/** How many tasks an executor runs at the same time. */
public final class ExecutorTasks {

  private static final String DRIVER = "driver";

  private ExecutorTasks() {}

  /**
   * The most of any executor. Where no setting says how many cores an executor has, it depends on
   * the cluster: one on YARN and Kubernetes, all of a worker in a standalone cluster. So the
   * executors that are there are asked.
   */
  public static int atOnce(JavaSparkContext context) {
    SparkConf conf = context.getConf();
    int cores =
        conf.contains("spark.executor.cores")
            ? conf.getInt("spark.executor.cores", 1)
            : coresOfExecutors(context);
    return Math.max(1, cores / conf.getInt("spark.task.cpus", 1));
  }

  private static int coresOfExecutors(JavaSparkContext context) {
    return ScalaCollections.asJava(context.sc().statusStore().executorList(true)).stream()
        .filter(executor -> !executor.id().equals(DRIVER))
        .mapToInt(ExecutorSummary::totalCores)
        .max()
        .orElse(1);
  }
}
