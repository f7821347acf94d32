package io.rappel.trainer.data.shard;

import io.rappel.trainer.data.pack.RowPack;
import java.io.Serializable;

/**
 * Packed rows that stay together: encoded features, targets and weights in the precision of the
 * run, rows to train on first, held-out ones after them. Immutable.
 */
public abstract class Shard implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int id;
  private final int trainRows;
  private final int rows;
  private final long checksum;
  private long rowsBeyond;
  private int firstBeyond;

  Shard(int id, RowPack pack) {
    this.id = id;
    this.trainRows = pack.trainRows();
    this.rows = pack.rows();
    this.checksum = pack.checksum();
  }

  /** Keeps what encoding the features has found. */
  final void note(FeatureRange range) {
    rowsBeyond = range.rowsBeyond();
    firstBeyond = range.firstBeyond();
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

  /** How many rows had a feature that counts as an end of {@link FeatureRange}. */
  public final long rowsBeyond() {
    return rowsBeyond;
  }

  /** The first of such features; −1: there is none. */
  public final int firstBeyond() {
    return firstBeyond;
  }

  /**
   * How many of the rows from − to are of each class; targets are class indices.
   *
   * @param weighted whether rows of weight 0 are left out
   */
  public abstract long[] classCounts(int from, int to, int classes, boolean weighted);

  /** How many of the rows from − to have a weight above 0. */
  public abstract long weightedRows(int from, int to);

  /** Changes with any row. */
  public final long checksum() {
    return checksum;
  }
}
