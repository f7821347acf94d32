package io.rappel.jobs.session;

import io.rappel.jobs.outcome.Failure;
import io.rappel.jobs.outcome.InterruptedCommandException;
import io.rappel.jobs.outcome.Outcome;
import java.io.PrintWriter;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;

/**
 * Ctrl-C and SIGTERM while a command is at work: the first asks it to end, the second ends the
 * process.
 */
public final class Interruption implements AutoCloseable {

  private static final long CANCEL_MILLIS = 100;

  private final PrintWriter err;
  private Optional<Signals> signals = Optional.empty();
  private Runnable cancel;
  private String cancelled = "interrupted";
  private boolean requested;
  private boolean stepping;
  private boolean closed;

  private Interruption(PrintWriter err) {
    this.err = err;
  }

  /**
   * Watches the signals of this process, where it is the command's own; otherwise nothing.
   *
   * @param err where people are told that they were heard
   */
  public static Interruption watch(PrintWriter err) {
    Interruption interruption = new Interruption(err);
    if (SparkEnv.get() == null) {
      interruption.signals = Optional.of(Signals.handled(interruption::signalled));
    }
    return interruption;
  }

  private synchronized void signalled() {
    if (requested) {
      Runtime.getRuntime().halt(Outcome.INTERRUPTED.exitCode());
    }
    requested = true;
    err.printf(
        "rappel: interrupted: %s, and at once with another signal%n",
        stepping ? "the run ends after this step" : "the command ends");
    err.flush();
    try {
      // What is cancelled may be followed by others of its kind.
      while (!closed) {
        if (cancel != null) {
          cancel.run();
        }
        wait(CANCEL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What to do again and again from here on, once the command is to end.
   *
   * @param sentence that tells a failure which comes of it
   */
  public synchronized void cancelWith(Runnable action, String sentence) {
    cancel = action;
    cancelled = sentence;
    stepping = false;
  }

  /** Cancels Spark's jobs from here on, once the command is to end. */
  public void cancelJobsOf(SparkSession spark, String sentence) {
    cancelWith(
        () -> {
          if (!spark.sparkContext().isStopped()) {
            Logs.end(spark.sparkContext());
            spark.sparkContext().cancelAllJobs();
          }
        },
        sentence);
  }

  /** From here on a training asks for itself, between its steps. */
  public synchronized void stepsBegin() {
    cancel = null;
    stepping = true;
  }

  /** From here on nothing is cancelled, as there is nothing left that could be. */
  public synchronized void cancelNoMore() {
    cancel = null;
  }

  /** Whether the command is to end. */
  public synchronized boolean isRequested() {
    return requested;
  }

  /**
   * What a failure is told as, where it came of what was cancelled.
   *
   * @param thrown the failure; one that tells of the interruption itself is left alone
   */
  public synchronized Optional<InterruptedCommandException> insteadOf(Throwable thrown) {
    boolean told = Failure.of(thrown).outcome() == Outcome.INTERRUPTED;
    return told || !requested || stepping
        ? Optional.empty()
        : Optional.of(new InterruptedCommandException(cancelled));
  }

  /**
   * Makes sure that the command is to go on.
   *
   * @param what would come next, for the message
   * @throws InterruptedCommandException if not
   */
  public void requireNone(String what) {
    if (isRequested()) {
      throw new InterruptedCommandException("interrupted before " + what);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    signals.ifPresent(Signals::close);
  }
}
