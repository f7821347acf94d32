package io.rappel.jobs;

import org.apache.spark.SparkEnv;

/**
 * Whose JVM a command runs in. A cluster that runs the driver (Spark's cluster deploy mode) and a
 * program that has Spark already (a notebook, a server of jobs) go on after the command: YARN, for
 * one, takes any exit, with code 0 too, for a failure. Compiled for Java 8.
 */
final class Host {

  private final boolean onCluster;
  private final boolean runsSpark;

  private Host(boolean onCluster, boolean runsSpark) {
    this.onCluster = onCluster;
    this.runsSpark = runsSpark;
  }

  /** Looks at this JVM, before the command starts Spark in it. */
  static Host look() {
    return new Host("cluster".equals(System.getProperty("spark.submit.deployMode")), sparkRuns());
  }

  private static boolean sparkRuns() {
    try {
      return SparkEnv.get() != null;
    } catch (LinkageError e) {
      // There is no Spark, or none that this Java can load.
      return false;
    }
  }

  /** Whether Spark ran here before the command. */
  boolean runsSpark() {
    return runsSpark;
  }

  /**
   * Ends the process with the exit code, where it is the command's own. Otherwise returns for 0.
   *
   * @param problem the sentence that was told, where the code is not 0
   * @throws CommandFailedException for another code, where the process is not the command's
   */
  void end(int exitCode, String problem) {
    if (!onCluster && !runsSpark) {
      System.exit(exitCode);
    }
    if (exitCode != 0) {
      throw new CommandFailedException(problem);
    }
  }
}
