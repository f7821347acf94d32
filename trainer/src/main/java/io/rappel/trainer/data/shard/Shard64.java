package io.rappel.trainer.data.shard;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.rows.Rows64;

/** A {@link Shard} in float64; the float32 twin is generated at build. */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class Shard64 extends Shard {

  private static final long serialVersionUID = 1L;

  private final Rows64 features;
  private final double[] targets;
  private final double[] weights;
  private final int targetColumns;

  /**
   * Packs rows.
   *
   * @param pack in canonical order
   * @param features of these rows, encoded
   * @param range that has scaled the features' numbers
   * @param targetScaling how targets are scaled
   * @throws DataException if a target is too large
   */
  public Shard64(
      int id,
      RowPack pack,
      Rows64 features,
      FeatureRange range,
      Scaling targetScaling,
      Precision precision) {
    super(id, pack);
    this.features = features;
    targetColumns = pack.targetColumns();
    note(range);
    targets = new double[pack.rows() * targetColumns];
    weights = new double[pack.rows()];
    for (int i = 0; i < pack.rows(); i++) {
      weights[i] = (double) pack.weight(i);
      for (int j = 0; j < targetColumns; j++) {
        targets[i * targetColumns + j] =
            (double) targetScaling.scaleTarget(j, pack.target(i, j), precision);
      }
    }
  }

  @Override
  public long[] classCounts(int from, int to, int classes, boolean weighted) {
    long[] counts = new long[classes];
    for (int i = from; i < to && classes > 0; i++) {
      counts[(int) targets[i]] += weighted && weights[i] == 0 ? 0 : 1;
    }
    return counts;
  }

  @Override
  public long weightedRows(int from, int to) {
    long rows = 0;
    for (int i = from; i < to; i++) {
      rows += weights[i] > 0 ? 1 : 0;
    }
    return rows;
  }

  /** Encoded features [rows × columns]. */
  public Rows64 features() {
    return features;
  }

  /** Columns of the targets: 1 for classes, the number of outputs for values. */
  public int targetColumns() {
    return targetColumns;
  }

  /** Scaled targets or class indices [rows × targetColumns], not to be modified. */
  public double[] targets() {
    return targets;
  }

  /** Example weights [rows], not to be modified. */
  public double[] weights() {
    return weights;
  }
}
