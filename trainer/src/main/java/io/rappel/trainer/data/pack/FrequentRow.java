package io.rappel.trainer.data.pack;

import io.rappel.trainer.data.hash.ContentHash;
import java.io.Serializable;

/** A row with very many copies, which are spread over all shards by their number. */
public final class FrequentRow implements Serializable {

  private static final long serialVersionUID = 1L;

  private final RowPack row;
  private final long copies;
  private final double heldOutFraction;

  /**
   * @param row a pack of that row alone
   * @param heldOutFraction share of the copies that is held out
   */
  FrequentRow(RowPack row, long copies, double heldOutFraction) {
    this.row = row;
    this.copies = copies;
    this.heldOutFraction = heldOutFraction;
  }

  public RowPack row() {
    return row;
  }

  /** The number of its first copy in a shard; further ones come at intervals of all shards. */
  long firstCopy(int shard, int shards) {
    return (shard - row.low(0)) & (shards - 1);
  }

  long copies() {
    return copies;
  }

  /** Whether a copy is held out. */
  boolean heldOut(long copy) {
    return ContentHash.of(row.high(0), row.low(0)).heldOut(copy, heldOutFraction);
  }

  /** A pack of no rows, of the same columns. */
  public RowPack none() {
    return RowPackBuilder.none(row);
  }
}
