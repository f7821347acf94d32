package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.shard.Shard;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shards on their way from tasks to the driver of the same JVM, where a copy of bytes would be in
 * vain.
 */
final class Handover {

  private static final AtomicLong LAST = new AtomicLong();

  /** Shards by their numbers, by handover. */
  private static final Map<Long, Map<Integer, Shard>> OPEN = new ConcurrentHashMap<>();

  private Handover() {}

  /** Begins one; gives its number. */
  static long begin() {
    long number = LAST.incrementAndGet();
    OPEN.put(number, new ConcurrentSkipListMap<>());
    return number;
  }

  /** Gives a shard, which may be given again. */
  static void give(long number, Shard shard) {
    OPEN.get(number).put(shard.id(), shard);
  }

  /** Ends one; its shards by their numbers. */
  static Collection<Shard> end(long number) {
    return OPEN.remove(number).values();
  }
}
