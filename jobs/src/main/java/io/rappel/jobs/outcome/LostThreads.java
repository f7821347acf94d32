package io.rappel.jobs.outcome;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Ends a command one of whose threads was lost for want of memory. Spark receives results in
 * threads of its own, and would wait forever for what a lost one had in hand.
 */
public final class LostThreads implements Thread.UncaughtExceptionHandler {

  private static final AtomicReference<OutOfMemoryError> OUT_OF_MEMORY = new AtomicReference<>();

  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  private LostThreads() {}

  /** Watches all threads that do not watch for themselves, until the end of the watch. */
  public static LostThreads watch() {
    LostThreads watch = new LostThreads();
    Thread.setDefaultUncaughtExceptionHandler(watch);
    return watch;
  }

  /** For want of how much memory a thread was lost, if one was. */
  static Optional<OutOfMemoryError> outOfMemory() {
    return Optional.ofNullable(OUT_OF_MEMORY.get());
  }

  /** As if none had been lost, for tests. */
  static void forget() {
    OUT_OF_MEMORY.set(null);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError error) {
      OUT_OF_MEMORY.compareAndSet(null, error);
      Option<SparkSession> session = SparkSession.getDefaultSession();
      if (session.isDefined()) {
        session.get().sparkContext().cancelAllJobs();
      }
    } else {
      System.err.println("rappel: the thread " + thread.getName() + " was lost: " + thrown);
    }
  }

  /** Leaves the threads to whoever watched before. */
  public void end() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }
}
