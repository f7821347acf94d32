package io.rappel.trainer.data;

/**
 * Packed rows that stay together: encoded features, targets and weights in the precision of the
 * run, rows to train on first, held-out ones after them. Immutable.
 */
public abstract class Shard {

  private final int id;
  private final int trainRows;
  private final int rows;
  private final long checksum;

  Shard(int id, RowPack pack) {
    this.id = id;
    this.trainRows = pack.trainRows();
    this.rows = pack.rows();
    this.checksum = pack.checksum();
  }

  /** Number among the shards, from 0 on. */
  public final int id() {
    return id;
  }

  /** Rows 0 to this − 1 are trained on. */
  public final int trainRows() {
    return trainRows;
  }

  /** All rows; those from {@link #trainRows()} on are held out. */
  public final int rows() {
    return rows;
  }

  /** How many rows to train on are of each class; targets are class indices. */
  public abstract long[] classCounts(int classes);

  /** Changes with any row. */
  public final long checksum() {
    return checksum;
  }
}
