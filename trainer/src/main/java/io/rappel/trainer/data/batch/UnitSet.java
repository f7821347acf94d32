package io.rappel.trainer.data.batch;

import java.io.Serializable;

/** The units of one step: all, or those at some shards' places. */
public final class UnitSet implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final long step;
  private final long rows;
  private final long count;
  private final int[] shards;
  private final int[] units;

  private UnitSet(int epoch, long step, long rows, long count, int[] shards, int[] units) {
    this.epoch = epoch;
    this.step = step;
    this.rows = rows;
    this.count = count;
    this.shards = shards;
    this.units = units;
  }

  static UnitSet all(int epoch, long step, long rows, long count) {
    return new UnitSet(epoch, step, rows, count, null, null);
  }

  static UnitSet of(int epoch, long step, long rows, int[] shards, int[] units) {
    return new UnitSet(epoch, step, rows, shards.length, shards, units);
  }

  /** From 1 on. */
  public int epoch() {
    return epoch;
  }

  /** Number of the step in the plan of the whole run, from 0 on: names its random draws. */
  public long step() {
    return step;
  }

  /** How many rows the units have. */
  public long rows() {
    return rows;
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

  /** Which unit of its shard the i-th is, by its {@link UnitCut}; not where {@link #isAll()}. */
  public int unit(int i) {
    return units[i];
  }
}
