package io.rappel.trainer.data;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A mergeable summary that surely names every row with more than rows / capacity copies, and some
 * others (J. Misra and D. Gries 1982; merging: Agarwal et al. 2012). Which others depends on the
 * order; their true counts do not.
 */
public final class FrequentRows implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Counters kept. */
  public static final int CAPACITY = 4096;

  private final HashMap<ContentHash, Long> counts = new HashMap<>();

  /** Counts a row. */
  public void add(ContentHash hash) {
    counts.merge(hash, 1L, Long::sum);
    if (counts.size() > 2 * CAPACITY) {
      shrink();
    }
  }

  /** Adds another summary. */
  public void merge(FrequentRows other) {
    other.counts.forEach((hash, count) -> counts.merge(hash, count, Long::sum));
    if (counts.size() > 2 * CAPACITY) {
      shrink();
    }
  }

  /** Takes the (capacity + 1)-th largest count off all and forgets what falls to 0. */
  private void shrink() {
    long cut =
        counts.values().stream()
            .sorted(Comparator.reverseOrder())
            .skip(CAPACITY)
            .findFirst()
            .orElse(0L);
    counts.replaceAll((hash, count) -> count - cut);
    counts.values().removeIf(count -> count <= 0);
  }

  /** Every row that may have more than so many copies, of so many rows in all. */
  public Set<ContentHash> candidates(long copies, long rows) {
    long undercount = rows / CAPACITY;
    Map<ContentHash, Long> kept = new HashMap<>(counts);
    kept.values().removeIf(count -> count + undercount <= copies);
    return kept.keySet();
  }
}
