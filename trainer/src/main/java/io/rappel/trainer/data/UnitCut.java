package io.rappel.trainer.data;

import io.rappel.trainer.math.Mix;
import java.io.Serializable;

/**
 * How each shard is cut into units of work: runs of about {@code unitRows} rows, equal within one,
 * of the epoch's permutation of the shard, or of its canonical order where every step uses all
 * rows.
 */
public final class UnitCut implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int unitRows;
  private final boolean permuted;
  private final long seed;

  UnitCut(int unitRows, boolean permuted, long seed) {
    this.unitRows = unitRows;
    this.permuted = permuted;
    this.seed = seed;
  }

  /** The most rows of a unit. */
  public int unitRows() {
    return unitRows;
  }

  /** How many units a shard with so many rows has. */
  public int units(int rows) {
    return (rows + unitRows - 1) / unitRows;
  }

  /** The first position of a unit; that of the unit after the last is the number of rows. */
  public int from(int rows, int unit) {
    return (int) ((long) rows * unit / units(rows));
  }

  /** Whether positions are those of a permutation of the rows. */
  public boolean permuted() {
    return permuted;
  }

  /** The permutation of a shard's rows in an epoch. */
  public Permutation permutation(int rows, int epoch, int shard) {
    return new Permutation(rows, Mix.mix(seed, epoch, shard));
  }
}
