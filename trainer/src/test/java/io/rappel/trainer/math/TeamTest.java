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

  /** Two parts of one task that wait for one another: a thread without a task does the other. */
  @Test
  void anIdleThreadTakesWhatATaskOffers() {
    Assumptions.assumeTrue(Team.size() > 1, "needs two processors");
    CyclicBarrier meeting = new CyclicBarrier(2);
    AtomicInteger met = new AtomicInteger();
    Team.run(
        1,
        Team.size(),
        (number, worker) ->
            Team.offer(
                2,
                2,
                (part, helper) -> {
                  meet(meeting);
                  met.incrementAndGet();
                }));

    assertThat(met).hasValue(2);
  }

  /** The caller of a job does what a member offers while it waits for it. */
  @Test
  void aCallerThatWaitsHelps() {
    Assumptions.assumeTrue(Team.size() > 1, "needs two processors");
    CyclicBarrier begun = new CyclicBarrier(2);
    CyclicBarrier meeting = new CyclicBarrier(2);
    AtomicInteger met = new AtomicInteger();
    Team.run(
        2,
        2,
        (number, worker) -> {
          meet(begun);
          if (worker == 1) {
            Team.offer(
                2,
                2,
                (part, helper) -> {
                  meet(meeting);
                  met.incrementAndGet();
                });
          }
        });

    assertThat(met).hasValue(2);
  }

  @Test
  void eachPartOfAnOfferIsDoneOnce() {
    for (int round = 0; round < 300; round++) {
      AtomicIntegerArray done = new AtomicIntegerArray(60);
      Team.run(
          3,
          Team.size(),
          (number, worker) -> {
            for (int offer = 0; offer < 4; offer++) {
              int first = 20 * number + 5 * offer;
              Team.offer(5, Team.size(), (part, helper) -> done.incrementAndGet(first + part));
              for (int part = 0; part < 5; part++) {
                assertThat(done.get(first + part)).isEqualTo(1);
              }
            }
          });
    }
  }

  @Test
  void whatAPartThrowsReachesTheTaskThatOfferedIt() {
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Team.offer(
                    9,
                    Team.size(),
                    (part, helper) -> {
                      done.incrementAndGet();
                      if (part == 7) {
                        throw new IllegalStateException("part 7");
                      }
                    }))
        .hasMessage("part 7");
    assertThat(done).hasValue(9);
  }

  @Test
  void anOfferIsDoneByNoMoreThanItsThreads() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    for (int round = 0; round < 100; round++) {
      Team.offer(8, 1, (part, helper) -> threads.add(Thread.currentThread().getName()));
    }

    assertThat(threads).containsExactly(Thread.currentThread().getName());
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
