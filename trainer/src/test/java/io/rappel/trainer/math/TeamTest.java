package io.rappel.trainer.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TeamTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 1000})
  void eachTaskIsDoneOnce(int tasks) {
    for (int round = 0; round < 200; round++) {
      AtomicIntegerArray done = new AtomicIntegerArray(tasks);
      Team.run(tasks, Team.size(), (number, worker) -> done.incrementAndGet(number));

      for (int t = 0; t < tasks; t++) {
        assertThat(done.get(t)).as("task %d of round %d", t, round).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64})
  void aWorkerDoesOneTaskAtATime(int workers) {
    for (int round = 0; round < 200; round++) {
      AtomicBoolean[] works = new AtomicBoolean[workers];
      for (int w = 0; w < workers; w++) {
        works[w] = new AtomicBoolean();
      }
      AtomicInteger clashes = new AtomicInteger();
      Team.run(
          50,
          workers,
          (number, worker) -> {
            if (!works[worker].compareAndSet(false, true)) {
              clashes.incrementAndGet();
            }
            Thread.yield();
            works[worker].set(false);
          });

      assertThat(clashes).hasValue(0);
    }
  }

  /** Two tasks that wait for one another are only done where two threads are at work. */
  @Test
  void tasksAreDoneAtTheSameTime() {
    Assumptions.assumeTrue(Team.size() > 1, "needs two processors");
    Set<Integer> workers = ConcurrentHashMap.newKeySet();
    CyclicBarrier meeting = new CyclicBarrier(2);
    Team.run(
        2,
        2,
        (number, worker) -> {
          workers.add(worker);
          meet(meeting);
        });

    assertThat(workers).containsExactlyInAnyOrder(0, 1);
  }

  /** As if a long time passed between two pieces of work. */
  @Test
  void sleepersAreWoken() throws InterruptedException {
    tasksAreDoneAtTheSameTime();
    Thread sleeper =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("rappel-team-1"))
            .findFirst()
            .orElseThrow();
    while (sleeper.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    tasksAreDoneAtTheSameTime();
  }

  @Test
  void whatATaskThrowsReachesTheCallerAfterAllTasks() {
    AtomicInteger done = new AtomicInteger();
    for (int bad = 0; bad < 20; bad++) {
      int failing = bad;
      done.set(0);
      assertThatThrownBy(
              () ->
                  Team.run(
                      20,
                      Team.size(),
                      (number, worker) -> {
                        done.incrementAndGet();
                        if (number == failing) {
                          throw new IllegalStateException("task " + number);
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("task " + failing);
      assertThat(done).hasValue(20);
    }
    assertThatThrownBy(
            () ->
                Team.run(
                    1,
                    1,
                    (number, worker) -> {
                      throw new AssertionError("an error");
                    }))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aTaskThatSharesOutWorkDoesItAlone() {
    AtomicInteger done = new AtomicInteger();
    Team.run(
        4,
        Team.size(),
        (number, worker) ->
            Team.run(
                10,
                Team.size(),
                (inner, innerWorker) -> {
                  assertThat(innerWorker).isZero();
                  done.incrementAndGet();
                }));

    assertThat(done).hasValue(40);
  }

  @Test
  void callersAtTheSameTimeAreAllServed() throws InterruptedException {
    int callers = 6;
    AtomicInteger done = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(callers);
    for (int c = 0; c < callers; c++) {
      new Thread(
              () -> {
                for (int round = 0; round < 500; round++) {
                  Team.run(7, Team.size(), (number, worker) -> done.incrementAndGet());
                }
                left.countDown();
              })
          .start();
    }

    assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(done).hasValue(callers * 500 * 7);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
