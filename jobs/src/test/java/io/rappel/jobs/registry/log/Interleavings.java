package io.rappel.jobs.registry.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs several actors in every order of their steps: each waits at {@link #step} until it is its
 * turn, and what lies between two steps happens at once.
 */
final class Interleavings implements AutoCloseable {

  /** What an actor does. */
  interface Actor {
    void act(Interleavings turns, int self) throws Exception;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Semaphore[] turns;
  private Semaphore arrived;
  private boolean[] ended;

  /** Waits for the actor's next turn. */
  void step(int self) {
    arrived.release();
    turns[self].acquireUninterruptibly();
  }

  /**
   * Runs all orders.
   *
   * @param begin makes the actors of a run
   * @param check looks at what a run has left; given the order of its steps
   * @return how many runs there were
   */
  int forEach(Supplier<List<Actor>> begin, Consumer<List<Integer>> check) throws Exception {
    Deque<List<Integer>> open = new ArrayDeque<>(List.of(List.of()));
    int runs = 0;
    while (!open.isEmpty()) {
      List<Integer> prefix = open.pop();
      List<Integer> order = run(begin.get(), prefix, open);
      check.accept(order);
      runs++;
    }
    return runs;
  }

  private List<Integer> run(List<Actor> actors, List<Integer> prefix, Deque<List<Integer>> open)
      throws Exception {
    int count = actors.size();
    turns = new Semaphore[count];
    arrived = new Semaphore(0);
    ended = new boolean[count];
    List<Future<?>> futures = new ArrayList<>();
    for (int a = 0; a < count; a++) {
      turns[a] = new Semaphore(0);
    }
    for (int a = 0; a < count; a++) {
      int self = a;
      futures.add(threads.submit(() -> act(actors.get(self), self)));
    }
    arrived.acquire(count);
    List<Integer> order = new ArrayList<>();
    while (alive().size() > 0) {
      List<Integer> alive = alive();
      int next = alive.get(0);
      if (order.size() < prefix.size()) {
        next = prefix.get(order.size());
      } else {
        for (int other : alive.subList(1, alive.size())) {
          List<Integer> branch = new ArrayList<>(order);
          branch.add(other);
          open.push(branch);
        }
      }
      order.add(next);
      turns[next].release();
      arrived.acquire();
    }
    for (Future<?> future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new AssertionError("in the order " + order, e.getCause());
      }
    }
    return order;
  }

  private Void act(Actor actor, int self) throws Exception {
    try {
      step(self);
      actor.act(this, self);
      return null;
    } finally {
      ended[self] = true;
      arrived.release();
    }
  }

  private List<Integer> alive() {
    List<Integer> alive = new ArrayList<>();
    for (int a = 0; a < ended.length; a++) {
      if (!ended[a]) {
        alive.add(a);
      }
    }
    return alive;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
