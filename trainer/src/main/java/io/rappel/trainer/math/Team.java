package io.rappel.trainer.math;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of this JVM that share out the work of a step with their caller. A step has several
 * such pieces of work, of a fraction of a millisecond each, and waking a thread that sleeps takes
 * about as long; so a thread that has nothing to do watches for the next piece for a moment before
 * it sleeps. Nobody waits for a thread that has not woken yet: the others do its share.
 */
public final class Team {

  private static final Team SHARED = new Team(Runtime.getRuntime().availableProcessors());

  private static final long WATCH_NANOS = 100_000;

  private final Member[] members;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Job job;

  /** A piece of work. */
  @FunctionalInterface
  public interface Task {

    /**
     * Does it.
     *
     * @param number of the task, from 0
     * @param worker number of the thread that does it, from 0; one worker does one task at a time
     */
    void run(int number, int worker);
  }

  private Team(int size) {
    members = new Member[size - 1];
    for (int m = 0; m < members.length; m++) {
      members[m] = new Member(m + 1);
    }
  }

  /** As many threads as there are processors, the caller's included. */
  public static int size() {
    return SHARED.members.length + 1;
  }

  /**
   * Does tasks, which may be done in any order and at the same time, and returns when all are done.
   * While another caller is being served, a caller works alone.
   *
   * @param tasks how many
   * @param workers at most so many threads; their numbers are below that
   * @throws RuntimeException what a task threw; the other tasks are done all the same
   */
  public static void run(int tasks, int workers, Task task) {
    SHARED.share(tasks, workers, task);
  }

  private void share(int tasks, int workers, Task task) {
    int helpers = Math.min(Math.min(workers, tasks) - 1, members.length);
    Job own = new Job(tasks, helpers, task);
    if (helpers > 0 && busy.compareAndSet(false, true)) {
      job = own;
      for (int m = 0; m < helpers; m++) {
        members[m].call();
      }
      own.work(0);
      own.await();
      job = null; // what tasks refer to is not kept from the garbage collector
      busy.set(false);
    } else {
      own.work(0);
    }
    own.rethrow();
  }

  /** Tasks that are being done. */
  private static final class Job {

    private final int tasks;
    private final int helpers;
    private final Task task;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean callerSleeps;
    private volatile Throwable failure;

    Job(int tasks, int helpers, Task task) {
      this.tasks = tasks;
      this.helpers = helpers;
      this.task = task;
    }

    /** Whether there is something left for a worker. */
    boolean wants(int worker) {
      return worker <= helpers && next.get() < tasks;
    }

    void work(int worker) {
      for (int t = next.getAndIncrement(); t < tasks; t = next.getAndIncrement()) {
        try {
          task.run(t, worker);
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        if (done.incrementAndGet() == tasks && callerSleeps) {
          LockSupport.unpark(caller);
        }
      }
    }

    /** Waits for the tasks that others have begun. */
    void await() {
      long begun = System.nanoTime();
      while (done.get() < tasks) {
        if (System.nanoTime() - begun < WATCH_NANOS) {
          Thread.onSpinWait();
        } else {
          callerSleeps = true;
          if (done.get() < tasks) {
            LockSupport.park(this);
          }
        }
      }
    }

    void rethrow() {
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      if (failure instanceof Error error) {
        throw error;
      }
    }
  }

  /** A thread beside the caller's. */
  private final class Member implements Runnable {

    private final int number;
    private Thread thread;
    private volatile boolean sleeps;

    Member(int number) {
      this.number = number;
    }

    /** Called by one thread at a time, after there is a job. */
    void call() {
      if (thread == null) {
        thread = new Thread(this, "rappel-team-" + number);
        thread.setDaemon(true);
        thread.start();
      } else if (sleeps) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      while (true) {
        nextJob().work(number);
      }
    }

    private Job nextJob() {
      long begun = System.nanoTime();
      while (true) {
        Job next = job;
        if (next != null && next.wants(number)) {
          return next;
        }
        if (System.nanoTime() - begun < WATCH_NANOS) {
          Thread.onSpinWait();
        } else if (sleeps) {
          LockSupport.park(Team.this);
          sleeps = false;
          begun = System.nanoTime();
        } else {
          sleeps = true; // and once more around, lest a job that came just now is missed
        }
      }
    }
  }
}
