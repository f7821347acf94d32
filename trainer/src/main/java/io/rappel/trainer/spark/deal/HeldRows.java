package io.rappel.trainer.spark.deal;

import io.rappel.trainer.data.pack.RawPack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Dealt rows that stay in memory where one JVM is all there is, up to a share of its heap for all
 * that are held at the same time: through the shuffle's files go their places alone.
 */
final class HeldRows {

  /** Stands for rows that go through files. */
  static final int NOWHERE = -1;

  private static final int SHARE_OF_HEAP = 8;
  private static final AtomicLong LAST = new AtomicLong();
  private static final AtomicLong USED = new AtomicLong();

  /** By their numbers. */
  private static final Map<Long, HeldRows> OPEN = new ConcurrentHashMap<>();

  private final List<RawPack> packs = new ArrayList<>();
  private final long most;
  private final AtomicLong used;
  private long bytes;
  private boolean ended;

  private HeldRows(long most, AtomicLong used) {
    this.most = most;
    this.used = used;
  }

  /** Begins to hold rows of tasks that run in this JVM, if all do; gives its number. */
  static long begin(JavaSparkContext context) {
    long most = context.isLocal() ? Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP : 0;
    return begin(most, USED);
  }

  /**
   * Begins to hold rows.
   *
   * @param most bytes, those of all others included that share the same room
   * @param used bytes of that room
   */
  static long begin(long most, AtomicLong used) {
    long number = LAST.incrementAndGet();
    if (most > 0) {
      OPEN.put(number, new HeldRows(most, used));
    }
    return number;
  }

  /** Whether rows may be held by that number. */
  static boolean isOpen(long number) {
    return OPEN.containsKey(number);
  }

  /** Keeps rows; gives their place, or {@link #NOWHERE} if there is no room. */
  static int hold(long number, RawPack rows) {
    HeldRows held = OPEN.get(number);
    return held == null ? NOWHERE : held.add(rows);
  }

  private synchronized int add(RawPack rows) {
    long more = rows.bytes();
    if (ended) {
      return NOWHERE; // as of a task that has been given up
    }
    if (used.addAndGet(more) > most) {
      used.addAndGet(-more);
      return NOWHERE;
    }
    bytes += more;
    packs.add(rows);
    return packs.size() - 1;
  }

  /**
   * The rows at a place.
   *
   * @throws IllegalStateException if they were let go
   */
  static RawPack get(long number, int place) {
    HeldRows held = OPEN.get(number);
    if (held == null) {
      throw new IllegalStateException("rows are read after they were let go");
    }
    return held.at(place);
  }

  private synchronized RawPack at(int place) {
    return packs.get(place);
  }

  /** Lets them go, if that was not done before. */
  static void end(long number) {
    HeldRows held = OPEN.remove(number);
    if (held != null) {
      held.end();
    }
  }

  private synchronized void end() {
    ended = true;
    packs.clear();
    used.addAndGet(-bytes);
  }
}
