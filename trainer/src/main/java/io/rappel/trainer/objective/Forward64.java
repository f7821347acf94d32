package io.rappel.trainer.objective;

import io.rappel.trainer.data.FeatureRange;
import io.rappel.trainer.data.NonZeros;
import io.rappel.trainer.math.DenseRows64;
import io.rappel.trainer.math.Multiply64;
import io.rappel.trainer.math.Rows64;
import io.rappel.trainer.math.SparseRows64;
import io.rappel.trainer.network.Backpropagation64;
import io.rappel.trainer.network.Network;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.ejml.data.DMatrixRMaj;

/** {@link Forward} in float64; the float32 twin is generated at build. */
@SuppressWarnings("cast") // the float32 twin needs the casts
final class Forward64 extends Forward {

  private final Network network;
  private final double[] parameters;
  private final FeatureRange range;
  private final boolean sparse;
  private final int blockRows;
  private final Backpropagation64 pass;

  Forward64(
      Network network,
      double[] parameters,
      FeatureRange range,
      boolean sparse,
      Multiply64 multiply,
      int blockRows) {
    super(range);
    this.network = network;
    this.parameters = parameters;
    this.range = range;
    this.sparse = sparse;
    this.blockRows = blockRows;
    this.pass = new Backpropagation64(network, multiply, blockRows);
  }

  @Override
  public /* wide */ double[][] outputs(List<Vector> features) {
    pass.score(sparse ? sparseRows(features) : denseRows(features), parameters);
    /* wide */ double[][] outputs = new /* wide */ double[features.size()][network.outputs()];
    for (int i = 0; i < outputs.length; i++) {
      for (int j = 0; j < network.outputs(); j++) {
        outputs[i][j] = pass.output()[i * network.outputs() + j];
      }
    }
    return outputs;
  }

  private Rows64 denseRows(List<Vector> features) {
    DMatrixRMaj block = new DMatrixRMaj(blockRows, network.inputs());
    for (int i = 0, k = 0; i < features.size(); i++) {
      Vector row = features.get(i);
      for (int j = 0; j < network.inputs(); j++, k++) {
        block.data[k] = (double) range.scale(j, row.apply(j));
      }
      range.endRow();
    }
    return new DenseRows64(block);
  }

  /** Rows that are multiplied by the scaling's factor; {@link Centering} shifts them by algebra. */
  private Rows64 sparseRows(List<Vector> features) {
    int entries = features.stream().mapToInt(Vector::numNonzeros).sum();
    int[] start = new int[blockRows + 1];
    int[] columns = new int[entries];
    double[] values = new double[entries];
    int[] next = new int[1];
    for (int i = 0; i < blockRows; i++) {
      if (i < features.size()) {
        NonZeros.forEach(
            features.get(i),
            (j, x) -> {
              columns[next[0]] = j;
              values[next[0]++] = (double) range.stretch(j, x);
            });
        range.endRow();
      }
      start[i + 1] = next[0];
    }
    return new SparseRows64(network.inputs(), start, columns, values);
  }
}
