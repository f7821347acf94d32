package io.rappel.jobs.bench.measure;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks, while something runs, at what a garbage collection leaves on the heap. Each look is a full
 * collection: whatever runs meanwhile is not to be timed.
 */
public final class HeapWatch implements AutoCloseable {

  private static final long MILLISECONDS = 1_000;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "heap-watch");
            thread.setDaemon(true);
            return thread;
          });
  private long largest;

  public HeapWatch() {
    timer.scheduleWithFixedDelay(this::look, 0, MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    largest = Math.max(largest, used);
  }

  /** The most that a collection has left so far, in bytes; looks once more. */
  public long largest() {
    look();
    return largest;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
