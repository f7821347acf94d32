package io.rappel.trainer.data.profile;

import io.rappel.trainer.data.DataException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Some of the different values of a column, chosen by their hashes: the smallest ones, with how
 * many rows have each. Whoever adds what in which order, the sample and its counts are the same, as
 * a value that is in it at the end was never out of it.
 */
public final class ValueSample implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Values that are kept. */
  private static final int SIZE = 256;

  private static final int FIRST_SLOTS = 16;

  /** Only hashes below this belong; all of them are there. */
  private long below = Long.MAX_VALUE;

  private int used;
  private long[] hashes = new long[FIRST_SLOTS];
  private long[] counts = new long[FIRST_SLOTS];

  /** Adds a row's value by its hash. */
  void add(long hash) {
    add(key(hash), 1);
  }

  /** What values are sorted by. */
  public static long key(long hash) {
    return hash & Long.MAX_VALUE;
  }

  /**
   * A limit that a share of all different values is below: at least one value, and not all.
   *
   * @throws DataException if there are fewer than two
   */
  long limit(double share) {
    if (used > SIZE) {
      return (long) (share * Long.MAX_VALUE);
    }
    if (used < 2) {
      throw new DataException("there are fewer than two groups of rows");
    }
    long[] sorted = sorted();
    int below = (int) Math.max(1, Math.min(used - 1, Math.round(share * used)));
    return sorted[below];
  }

  private void add(long positive, long count) {
    if (positive >= below) {
      return;
    }
    int mask = hashes.length - 1;
    int slot = (int) positive & mask;
    while (counts[slot] > 0 && hashes[slot] != positive) {
      slot = (slot + 1) & mask;
    }
    if (counts[slot] == 0) {
      hashes[slot] = positive;
      used++;
    }
    counts[slot] += count;
    if (used > 2 * SIZE) {
      refill(sorted()[SIZE], hashes.length);
    } else if (2 * used > hashes.length) {
      refill(below, 2 * hashes.length);
    }
  }

  void merge(ValueSample other) {
    if (other.below < below) {
      refill(other.below, hashes.length);
    }
    for (int slot = 0; slot < other.hashes.length; slot++) {
      if (other.counts[slot] > 0) {
        add(other.hashes[slot], other.counts[slot]);
      }
    }
  }

  /** The hashes that are there. */
  private long[] sorted() {
    long[] sorted = new long[used];
    int n = 0;
    for (int slot = 0; slot < hashes.length; slot++) {
      if (counts[slot] > 0) {
        sorted[n++] = hashes[slot];
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  private void refill(long limit, int slots) {
    long[] oldHashes = hashes;
    long[] oldCounts = counts;
    hashes = new long[slots];
    counts = new long[slots];
    used = 0;
    below = limit;
    for (int slot = 0; slot < oldHashes.length; slot++) {
      if (oldCounts[slot] > 0) {
        add(oldHashes[slot], oldCounts[slot]);
      }
    }
  }

  /** Different values to rows that have one, estimated where they are many. 0: there is none. */
  double differentShare() {
    // The smallest hashes alone, so that it does not matter when the table was last shrunk.
    long limit = used > SIZE ? sorted()[SIZE] : Long.MAX_VALUE;
    long rows = 0;
    for (int slot = 0; slot < hashes.length; slot++) {
      rows += counts[slot] > 0 && hashes[slot] < limit ? counts[slot] : 0;
    }
    return rows == 0 ? 0 : (double) Math.min(used, SIZE) / rows;
  }
}
