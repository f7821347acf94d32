package io.rappel.trainer.data.hash;

import io.rappel.trainer.math.Mix;
import java.io.Serializable;

/**
 * The 128-bit hash of what a row says, as {@link RowHashes} computes it. It decides the row's
 * shard, its place there and whether it is held out, so none of these depends on where the row came
 * from.
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
    return heldOut(copy, fraction, 0);
  }

  /**
   * Whether it is held out the next time, when others of the same share are.
   *
   * @param times so often rows were held out before
   */
  public boolean heldOut(long copy, double fraction, int times) {
    double place = Mix.uniform(Mix.mix(high ^ HELD_OUT, copy));
    return place >= times * fraction && place < (times + 1) * fraction;
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
