package io.rappel.trainer.data;

import io.rappel.trainer.math.DenseRows64;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.Rows64;
import io.rappel.trainer.math.SparseRows64;
import org.ejml.data.DMatrixRMaj;

/** A {@link Shard} in float64; the float32 twin is generated at build. */
@SuppressWarnings("cast") // the float32 twin needs the casts
public final class Shard64 extends Shard {

  private static final long serialVersionUID = 1L;

  private final Rows64 features;
  private final double[] targets;
  private final double[] weights;
  private final int targetColumns;

  Shard64(int id, RowPack pack, FeatureRange range, Scaling targetScaling, Precision precision) {
    super(id, pack);
    targetColumns = pack.targetColumns();
    features = pack.sparse() ? sparse(pack, range) : dense(pack, range);
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

  private static Rows64 sparse(RowPack pack, FeatureRange range) {
    int entries = pack.start()[pack.rows()];
    int[] columns = new int[entries];
    double[] values = new double[entries];
    for (int i = 0; i < pack.rows(); i++) {
      for (int k = pack.start()[i]; k < pack.start()[i + 1]; k++) {
        columns[k] = pack.column(k);
        values[k] = (double) range.stretch(columns[k], pack.value(k));
      }
      range.endRow();
    }
    return new SparseRows64(pack.columns(), pack.start(), columns, values);
  }

  private static Rows64 dense(RowPack pack, FeatureRange range) {
    DMatrixRMaj matrix = new DMatrixRMaj(pack.rows(), pack.columns());
    for (int i = 0, k = 0; i < pack.rows(); i++) {
      for (int j = 0; j < pack.columns(); j++, k++) {
        matrix.data[k] = (double) range.scale(j, pack.value(k));
      }
      range.endRow();
    }
    return new DenseRows64(matrix);
  }

  @Override
  public long[] classCounts(int classes, boolean weighted) {
    long[] counts = new long[classes];
    for (int i = 0; i < trainRows() && classes > 0; i++) {
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

  /** Scaled features [rows × columns]. */
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
