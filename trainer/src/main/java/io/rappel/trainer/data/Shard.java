package io.rappel.trainer.data;

import io.rappel.trainer.math.Precision;
import java.io.Serializable;

/**
 * Packed rows that stay together: scaled features, targets and weights in the precision of the run,
 * rows to train on first, held-out ones after them. Immutable.
 */
public abstract class Shard implements Serializable {

  private static final long serialVersionUID = 1L;

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

  /**
   * Packs rows.
   *
   * @param pack in canonical order
   * @param features how features are scaled; sparse rows are multiplied by the factor, and not
   *     shifted
   * @param targets how targets are scaled
   */
  public static Shard pack(
      int id, RowPack pack, Scaling features, Scaling targets, Precision precision) {
    return precision == Precision.FLOAT32
        ? new Shard32(id, pack, features, targets)
        : new Shard64(id, pack, features, targets);
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
