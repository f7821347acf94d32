package io.rappel.trainer.data;

import io.rappel.trainer.math.DenseRows64;
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

  Shard64(int id, RowPack pack, Scaling featureScaling, Scaling targetScaling) {
    super(id, pack);
    targetColumns = pack.targetColumns();
    features = pack.sparse() ? sparse(pack, featureScaling) : dense(pack, featureScaling);
    targets = new double[pack.rows() * targetColumns];
    weights = new double[pack.rows()];
    for (int i = 0; i < pack.rows(); i++) {
      weights[i] = (double) pack.weight(i);
      for (int j = 0; j < targetColumns; j++) {
        targets[i * targetColumns + j] = (double) targetScaling.scale(j, pack.target(i, j));
      }
    }
  }

  private static Rows64 sparse(RowPack pack, Scaling scaling) {
    int entries = pack.start()[pack.rows()];
    int[] columns = new int[entries];
    double[] values = new double[entries];
    for (int k = 0; k < entries; k++) {
      columns[k] = pack.column(k);
      values[k] = (double) (pack.value(k) * scaling.factor(columns[k]));
    }
    return new SparseRows64(pack.columns(), pack.start(), columns, values);
  }

  private static Rows64 dense(RowPack pack, Scaling scaling) {
    DMatrixRMaj matrix = new DMatrixRMaj(pack.rows(), pack.columns());
    for (int i = 0, k = 0; i < pack.rows(); i++) {
      for (int j = 0; j < pack.columns(); j++, k++) {
        matrix.data[k] = (double) scaling.scale(j, pack.value(k));
      }
    }
    return new DenseRows64(matrix);
  }

  @Override
  public long[] classCounts(int classes) {
    long[] counts = new long[classes];
    for (int i = 0; i < trainRows() && classes > 0; i++) {
      counts[(int) targets[i]]++;
    }
    return counts;
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
