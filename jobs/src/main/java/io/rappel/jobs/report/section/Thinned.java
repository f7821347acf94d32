package io.rappel.jobs.report.section;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Numbered things in bounded memory: all of them while they are few, every n-th where they are
 * many, and always the latest.
 */
final class Thinned<T> {

  /** More than a chart has pixels across. */
  static final int MOST = 900;

  /** So that the end of a run, where divergence shows, is there in full. */
  static final int LATEST = 30;

  private final ToLongFunction<T> number;
  private final List<T> kept = new ArrayList<>();
  private final Deque<T> latest = new ArrayDeque<>();
  private long stride = 1;

  /**
   * @param number from 1 on, growing by 1
   */
  Thinned(ToLongFunction<T> number) {
    this.number = number;
  }

  void add(T item) {
    if (latest.size() == LATEST) {
      latest.removeFirst();
    }
    latest.addLast(item);
    if (isKept(item)) {
      kept.add(item);
    }
    if (kept.size() > MOST) {
      stride *= 2;
      kept.removeIf(old -> !isKept(old));
    }
  }

  private boolean isKept(T item) {
    return (number.applyAsLong(item) - 1) % stride == 0;
  }

  /** In their order. */
  List<T> items() {
    TreeMap<Long, T> items = new TreeMap<>();
    kept.forEach(item -> items.put(number.applyAsLong(item), item));
    latest.forEach(item -> items.put(number.applyAsLong(item), item));
    return List.copyOf(items.values());
  }
}
