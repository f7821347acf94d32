package io.rappel.trainer.data;

import java.io.Serializable;

/** The units of one step: all, or those at some shards' places. */
public final class UnitSet implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final long count;
  private final int[] shards;
  private final int[] units;

  private UnitSet(int epoch, long count, int[] shards, int[] units) {
    this.epoch = epoch;
    this.count = count;
    this.shards = shards;
    this.units = units;
  }

  static UnitSet all(int epoch, long count) {
    return new UnitSet(epoch, count, null, null);
  }

  static UnitSet of(int epoch, int[] shards, int[] units) {
    return new UnitSet(epoch, shards.length, shards, units);
  }

  /** Which permutation of the shards is meant. */
  public int epoch() {
    return epoch;
  }

  /** How many units there are. */
  public long count() {
    return count;
  }

  /** Whether every unit of every shard belongs. */
  public boolean isAll() {
    return shards == null;
  }

  /** The shard of the i-th unit; not where {@link #isAll()}. */
  public int shard(int i) {
    return shards[i];
  }

  /** The number of the i-th unit in its shard; not where {@link #isAll()}. */
  public int unit(int i) {
    return units[i];
  }
}
