package io.rappel.trainer.data;

import io.rappel.trainer.math.Mix;
import java.io.Serializable;

/**
 * The 128-bit hash of what a row says: features that are not 0, targets, weight. It decides the
 * row's shard, its place there and whether it is held out, so none of these depends on where the
 * row came from. −0 is 0; a dense row and a sparse one with the same numbers are the same.
 */
public final class ContentHash implements Comparable<ContentHash>, Serializable {

  private static final long serialVersionUID = 1L;

  private static final long HELD_OUT = 0x68656C642D6F7574L;

  private final long high;
  private final long low;

  private ContentHash(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /** A hash from its two halves. */
  public static ContentHash of(long high, long low) {
    return new ContentHash(high, low);
  }

  /** The hash of a row. */
  public static ContentHash of(Example example) {
    Lanes lanes = new Lanes();
    NonZeros.forEach(
        example.features(),
        (column, value) -> {
          lanes.add((long) column);
          lanes.add(value);
        });
    for (double target : example.targets()) {
      lanes.add(target);
    }
    lanes.add(example.weight());
    return new ContentHash(lanes.high, lanes.low);
  }

  /** Two chains of mixing with different constants. */
  private static final class Lanes {
    private long high = 0x243F6A8885A308D3L;
    private long low = 0x13198A2E03707344L;

    void add(double value) {
      add(Double.doubleToLongBits(value + 0.0)); // −0 + 0 = 0
    }

    void add(long word) {
      high = Mix.mix(high ^ (word * 0x9E3779B97F4A7C15L));
      low = Mix.mix(Long.rotateLeft(low, 23) + (word ^ 0xA4093822299F31D0L));
    }
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  /**
   * The shard of a copy of this row.
   *
   * @param copy 0 unless the row is one of very many copies, which are spread over all shards by
   *     their number
   * @param shards a power of two
   */
  public int shard(long copy, int shards) {
    return (int) ((low + copy) & (shards - 1));
  }

  /** Whether a copy of this row is held out, where that share of the rows is. */
  public boolean heldOut(long copy, double fraction) {
    return Mix.uniform(Mix.mix(high ^ HELD_OUT, copy)) < fraction;
  }

  @Override
  public int compareTo(ContentHash other) {
    int byHigh = Long.compare(high, other.high);
    return byHigh != 0 ? byHigh : Long.compare(low, other.low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentHash hash && hash.high == high && hash.low == low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high ^ low);
  }
}
