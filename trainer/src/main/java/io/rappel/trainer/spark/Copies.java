package io.rappel.trainer.spark;

import io.rappel.trainer.data.ContentHash;
import io.rappel.trainer.data.Example;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;

/**
 * Numbers for the copies of rows that recur very often, so that copies spread over all shards.
 * Which copy gets which number depends on the partitions; that the numbers 0 to count − 1 are given
 * does not, and copies are alike.
 */
final class Copies implements Serializable {

  private static final long serialVersionUID = 1L;

  /** For each partition the number of the first copy there, of each such row. */
  private final HashMap<Integer, HashMap<ContentHash, Long>> first = new HashMap<>();

  private Copies() {}

  /**
   * Counts candidates, and keeps those with more than a number of copies.
   *
   * @param candidates all rows that may have so many
   */
  static Copies count(JavaRDD<Example> rows, Set<ContentHash> candidates, long moreThan) {
    Copies copies = new Copies();
    if (candidates.isEmpty()) {
      return copies;
    }
    HashMap<ContentHash, Long> wanted = new HashMap<>();
    candidates.forEach(hash -> wanted.put(hash, 0L));
    List<HashMap<ContentHash, Long>> counted =
        rows.mapPartitions(examples -> List.of(countIn(examples, wanted)).iterator()).collect();
    for (ContentHash hash : candidates) {
      long total = counted.stream().mapToLong(c -> c.getOrDefault(hash, 0L)).sum();
      if (total > moreThan) {
        copies.number(hash, counted);
      }
    }
    return copies;
  }

  private static HashMap<ContentHash, Long> countIn(
      Iterator<Example> examples, HashMap<ContentHash, Long> wanted) {
    HashMap<ContentHash, Long> counts = new HashMap<>();
    while (examples.hasNext()) {
      ContentHash hash = ContentHash.of(examples.next());
      if (wanted.containsKey(hash)) {
        counts.merge(hash, 1L, Long::sum);
      }
    }
    return counts;
  }

  private void number(ContentHash hash, List<HashMap<ContentHash, Long>> counted) {
    long next = 0;
    for (int partition = 0; partition < counted.size(); partition++) {
      first.computeIfAbsent(partition, p -> new HashMap<>()).put(hash, next);
      next += counted.get(partition).getOrDefault(hash, 0L);
    }
  }

  /**
   * Gives numbers to the rows of one partition, in their order; 0 to rows that do not recur very
   * often.
   */
  final class Numbering {

    private final Map<ContentHash, Long> next;

    Numbering(int partition) {
      next = new HashMap<>(first.getOrDefault(partition, new HashMap<>()));
    }

    long number(ContentHash hash) {
      Long following = next.computeIfPresent(hash, (key, n) -> n + 1);
      return following == null ? 0 : following - 1;
    }
  }
}
