package io.rappel.trainer.spark.engine;

import org.apache.spark.ContextCleaner;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Option;

/**
 * Removes the files of shuffles. Left to Spark, they stay until the driver's garbage is collected.
 */
public final class Shuffles {

  private Shuffles() {}

  /**
   * Removes the files of a shuffle that is not needed any more.
   *
   * @param shuffled what a partitioner has dealt
   */
  public static void remove(JavaPairRDD<?, ?> shuffled) {
    int id = ((ShuffleDependency<?, ?, ?>) shuffled.rdd().dependencies().head()).shuffleId();
    Option<ContextCleaner> cleaner = shuffled.context().cleaner();
    if (cleaner.isDefined()) { // Spark can be told to remove nothing
      cleaner.get().doCleanupShuffle(id, true);
    }
  }
}
