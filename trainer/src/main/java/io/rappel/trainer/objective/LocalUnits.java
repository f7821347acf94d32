package io.rappel.trainer.objective;

import io.rappel.trainer.data.Shard;
import io.rappel.trainer.data.UnitSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** Runs units on threads of this JVM, over shards in its memory. */
public final class LocalUnits implements UnitRunner {

  private final WorkSpec spec;
  private final List<Shard> shards;
  private final Map<Integer, Shard> byId = new HashMap<>();
  private final int threads;
  private final ExecutorService pool;
  private final List<Unit> allUnits = new ArrayList<>();
  private final ConcurrentLinkedQueue<GradientSum> idle = new ConcurrentLinkedQueue<>();
  private final List<GradientSum> used = new CopyOnWriteArrayList<>();

  private record Unit(Shard shard, int number) {}

  /**
   * @param shards all that have rows
   * @param threads how many units run at once
   */
  public LocalUnits(WorkSpec spec, List<Shard> shards, int threads) {
    this.spec = spec;
    this.shards = List.copyOf(shards);
    this.threads = threads;
    for (Shard shard : shards) {
      byId.put(shard.id(), shard);
      for (int u = 0; u < spec.cut().units(shard.trainRows()); u++) {
        allUnits.add(new Unit(shard, u));
      }
    }
    pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "rappel-units");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The result is good until the next call. */
  @Override
  public GradientSum gradients(StepWork work) {
    used.forEach(GradientSum::clear);
    idle.addAll(used);
    used.clear();
    List<Unit> units = work.units().isAll() ? allUnits : units(work.units());
    return run(
        units,
        this::emptySum,
        (unit, sum) -> UnitTasks.addUnit(spec, unit.shard, unit.number, work, sum),
        GradientSum::merge);
  }

  private GradientSum emptySum() {
    GradientSum sum = idle.poll();
    GradientSum empty = sum == null ? new GradientSum() : sum;
    used.add(empty);
    return empty;
  }

  private List<Unit> units(UnitSet set) {
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < set.count(); i++) {
      units.add(new Unit(byId.get(set.shard(i)), set.unit(i)));
    }
    return units;
  }

  @Override
  public ScoreSum scores(StepWork work, boolean heldOut, ScoreSpec score) {
    return run(
        shards,
        () -> new ScoreSum(score),
        (shard, sum) -> UnitTasks.addScores(spec, shard, work, heldOut, sum),
        ScoreSum::merge);
  }

  /**
   * Threads take the next item until none is left; each adds to a sum of its own. The caller is one
   * of them.
   */
  private <T, S> S run(
      List<T> items, Supplier<S> zero, BiConsumer<T, S> add, BinaryOperator<S> merge) {
    AtomicInteger next = new AtomicInteger();
    Supplier<S> worker =
        () -> {
          S sum = zero.get();
          for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
            add.accept(items.get(i), sum);
          }
          return sum;
        };
    List<Future<S>> others = new ArrayList<>();
    for (int t = 1; t < Math.min(threads, items.size()); t++) {
      others.add(pool.submit(worker::get));
    }
    try {
      S sum = worker.get();
      for (Future<S> other : others) {
        sum = merge.apply(sum, other.get());
      }
      return sum;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the training was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  @Override
  public String description() {
    return threads == 1 ? "1 thread of the driver" : threads + " threads of the driver";
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
