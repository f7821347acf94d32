package io.rappel.jobs.commands;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * What YARN records of a driver in cluster mode. Spark presents the driver to YARN when it starts,
 * and YARN takes one that ends without that for a failure.
 */
public final class YarnRecord {

  private static final Map<String, String> NO_EXECUTORS =
      Map.of("spark.executor.instances", "0", "spark.dynamicAllocation.enabled", "false");

  private static volatile boolean begun;

  private YarnRecord() {}

  /** Spark has started. */
  static void begin() {
    begun = true;
  }

  /** Starts Spark and stops it, where a command that is done had no need of it and YARN has. */
  public static void complete() {
    SparkConf conf = new SparkConf();
    boolean yarnWaits =
        conf.get("spark.master", "").equals("yarn")
            && conf.get("spark.submit.deployMode", "").equals("cluster");
    if (yarnWaits && !begun) {
      NO_EXECUTORS.forEach(conf::set);
      new SparkContext(conf).stop();
    }
  }
}
