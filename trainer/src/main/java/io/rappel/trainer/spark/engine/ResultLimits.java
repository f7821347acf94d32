package io.rappel.trainer.spark.engine;

import io.rappel.trainer.config.ConfigurationException;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;

/**
 * What passes from executors to the driver in one go, by Spark's settings. Longer gradients are cut
 * into pieces, and these come in several jobs.
 *
 * @param piece the most bytes of one task's result
 * @param job the most bytes of the results of one job
 */
public record ResultLimits(long piece, long job) {

  /** No piece is longer, as it is several times in memory on its way. */
  private static final long LONGEST = 32L << 20;

  /** What goes along with an array. */
  private static final long OVERHEAD = 64 << 10;

  /** More than Spark and a sum's notes add to an array, which is a few KB. */
  private static final long RESULT = 16 << 10;

  private static final long LEAST = 16 << 20;

  /**
   * @throws ConfigurationException if a setting allows less than 16 MiB
   */
  public static ResultLimits of(SparkConf conf) {
    boolean kryo = conf.get("spark.serializer", "").equals(KryoSerializer.class.getName());
    long piece = kryo ? limit(conf, "spark.kryoserializer.buffer.max", "64m") : Long.MAX_VALUE;
    long job = limit(conf, "spark.driver.maxResultSize", "1g");
    return new ResultLimits(Math.min(LONGEST, Math.min(piece, job) - OVERHEAD), job - OVERHEAD);
  }

  private static long limit(SparkConf conf, String setting, String usual) {
    long bytes = conf.getSizeAsBytes(setting, usual);
    if (bytes == 0) {
      return Long.MAX_VALUE;
    }
    if (bytes < LEAST) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "%s is %,d bytes, and results take up to 16 MiB: raise it with --conf %s=16m",
              setting,
              bytes,
              setting));
    }
    return bytes;
  }

  /**
   * Whether arrays of float64 are so short that a job brings all of them to the driver, to be added
   * up there: one stage of tasks then, and nothing is written.
   *
   * @param results how many arrays
   */
  public boolean fitWhole(int length, int results) {
    return results * (8L * length + RESULT) <= piece;
  }

  /**
   * In how many jobs results come that can be divided into equal portions: each has a result of
   * every partition.
   *
   * @param bytes of all results of all jobs, about
   */
  public int jobs(long bytes, int partitions) {
    long room = Math.max(job / 4, job / 2 - (long) partitions * RESULT);
    return Math.toIntExact(Math.max(1, (bytes + room - 1) / room));
  }

  /** How many pieces an array of float64 of that length is cut into at the least. */
  public int pieces(int length) {
    return Math.toIntExact((8L * length + piece - 1) / piece);
  }

  /** How many of equal pieces of an array of float64 come in one job. */
  public int atOnce(int length, int pieces) {
    return (int) Math.max(1, Math.min(pieces, job / (8L * length / pieces + OVERHEAD)));
  }
}
