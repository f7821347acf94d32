package io.rappel.trainer.data.batch;

import io.rappel.trainer.math.Mix;
import java.io.Serializable;

/**
 * How each shard is cut into units of work: runs of at most {@code unitRows} rows, equal within
 * one, of the shard's canonical order where every step uses all rows, or of a permutation of it; or
 * runs of the rows that a step draws.
 */
public final class UnitCut implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final long BERNOULLI = 0x6265726E6F756C6CL;

  private final int unitRows;
  private final SamplingKind sampling;
  private final double probability;
  private final long seed;

  private UnitCut(int unitRows, SamplingKind sampling, double probability, long seed) {
    this.unitRows = unitRows;
    this.sampling = sampling;
    this.probability = probability;
    this.seed = seed;
  }

  /** For steps that use all rows. */
  static UnitCut all(int unitRows) {
    return new UnitCut(unitRows, null, 1, 0);
  }

  /** For steps that use each row once an epoch. */
  static UnitCut permuted(int unitRows, SamplingKind sampling, long seed) {
    return new UnitCut(unitRows, sampling, 1, seed);
  }

  /** For steps that draw each row with a probability below 1. */
  static UnitCut drawn(int unitRows, double probability, long seed) {
    return new UnitCut(unitRows, SamplingKind.BERNOULLI, probability, seed);
  }

  /** The most rows of a unit. */
  public int unitRows() {
    return unitRows;
  }

  /** How many units so many rows of a shard make. */
  public int units(int rows) {
    return (rows + unitRows - 1) / unitRows;
  }

  /** The first position of a unit; that of the unit after the last is the number of rows. */
  private int from(int rows, int unit) {
    return (int) ((long) rows * unit / units(rows));
  }

  /** How many rows a unit has, where it does not depend on what is drawn. */
  int size(int rows, int unit) {
    return from(rows, unit + 1) - from(rows, unit);
  }

  /** What a step draws. */
  BernoulliDraw draw(long step) {
    return new BernoulliDraw(probability, Mix.mix(seed ^ BERNOULLI, step));
  }

  /** Whether a unit's rows follow one another in the shard, so that they need not be copied. */
  public boolean contiguous() {
    return sampling == null;
  }

  /**
   * The rows of a unit.
   *
   * @param unit its number in the shard, or, of rows that a step draws, the first of them
   * @param rows of the shard to train on
   * @param numbers receives the rows' numbers in the shard, from index 0
   * @return how many there are
   */
  public int rows(int rows, int shard, int unit, UnitSet step, int[] numbers) {
    if (sampling == SamplingKind.BERNOULLI) {
      return drawnRows(rows, shard, unit, step, numbers);
    }
    int from = from(rows, unit);
    int count = size(rows, unit);
    if (contiguous()) {
      for (int i = 0; i < count; i++) {
        numbers[i] = from + i;
      }
      return count;
    }
    int epoch = sampling == SamplingKind.FIXED ? 0 : step.epoch();
    Permutation permutation = new Permutation(rows, Mix.mix(seed, epoch, shard));
    for (int i = 0; i < count; i++) {
      numbers[i] = permutation.at(from + i);
    }
    return count;
  }

  /** The unit is named by its first row. */
  private int drawnRows(int rows, int shard, int first, UnitSet step, int[] numbers) {
    BernoulliDraw draw = draw(step.step());
    int count = 0;
    for (long row = first; row < rows && count < unitRows; row += 1 + draw.gap(shard, (int) row)) {
      numbers[count++] = (int) row;
    }
    return count;
  }
}
