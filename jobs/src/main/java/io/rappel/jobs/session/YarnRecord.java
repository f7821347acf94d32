package io.rappel.jobs.session;

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
    boolean yarnWaits =
        "yarn".equals(System.getProperty("spark.master"))
            && "cluster".equals(System.getProperty("spark.submit.deployMode"));
    if (yarnWaits && !begun) {
      SparkConf conf = new SparkConf();
      NO_EXECUTORS.forEach(conf::set);
      new SparkContext(conf).stop();
    }
  }
}
