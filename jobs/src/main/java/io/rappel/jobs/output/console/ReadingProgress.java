package io.rappel.jobs.output.console;

import io.rappel.jobs.text.Amounts;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Shows how far the reading of rows is, pass by pass: on a terminal one line that is redrawn,
 * elsewhere a line every ten seconds, so that what is done sooner says nothing.
 */
public final class ReadingProgress extends SparkListener implements AutoCloseable {

  private static final long REDRAW_MILLIS = 500;
  private static final long PLAIN_MILLIS = 10_000;

  private final SparkContext spark;
  private final PrintWriter out;
  private final boolean live;
  private final IntSupplier width;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "rappel-reading-progress");
            thread.setDaemon(true);
            return thread;
          });
  private int stage = -1;
  private int passes;
  private int tasks;
  private int done;
  private long rows;
  private boolean drawn;
  private boolean closed;

  private ReadingProgress(
      SparkContext spark, PrintWriter out, boolean live, IntSupplier width, long millis) {
    this.spark = spark;
    this.out = out;
    this.live = live;
    this.width = width;
    spark.addSparkListener(this);
    clock.scheduleWithFixedDelay(this::show, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Begins to watch all that Spark does.
   *
   * @param live whether to redraw one line
   * @param width characters in a line of the terminal
   */
  public static ReadingProgress of(
      SparkContext spark, PrintWriter out, boolean live, IntSupplier width) {
    return of(spark, out, live, width, live ? REDRAW_MILLIS : PLAIN_MILLIS);
  }

  /**
   * @param millis between two lines
   */
  static ReadingProgress of(
      SparkContext spark, PrintWriter out, boolean live, IntSupplier width, long millis) {
    return new ReadingProgress(spark, out, live, width, millis);
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    stage = submitted.stageInfo().stageId();
    tasks = submitted.stageInfo().numTasks();
    done = 0;
    rows = 0;
    passes++;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd ended) {
    if (ended.stageId() == stage && ended.taskInfo().successful()) {
      done++;
      rows += ended.taskMetrics().inputMetrics().recordsRead();
    }
  }

  private synchronized void show() {
    if (closed || passes == 0) {
      return;
    }
    String line = text();
    if (live) {
      // Erases to the end of the line, so that a shorter text leaves nothing of a longer one.
      int most = Math.max(0, Math.min(line.length(), width.getAsInt() - 1));
      out.print("\r" + line.substring(0, most) + "\u001b[K");
      out.flush();
      drawn = true;
    } else {
      out.println(line);
      out.flush();
    }
  }

  private String text() {
    return "%-10s  pass %d: %s of %s tasks done, %d %%%s"
        .formatted(
            "reading",
            passes,
            Amounts.count(done),
            Amounts.count(tasks),
            100L * done / Math.max(1, tasks),
            rows == 0 ? "" : ", " + Amounts.count(rows) + " rows");
  }

  /** Ends it, and wipes the line that is redrawn, so that others write there. */
  @Override
  public void close() {
    spark.removeSparkListener(this);
    clock.shutdown();
    synchronized (this) {
      if (drawn && !closed) {
        out.print("\r\u001b[K");
        out.flush();
      }
      closed = true;
    }
  }
}
