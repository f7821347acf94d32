package io.rappel.trainer.objective;

import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.shard.FeatureRange;
import io.rappel.trainer.features.RowEncoder;
import io.rappel.trainer.math.blas.Multiply64;
import io.rappel.trainer.network.Backpropagation64;
import io.rappel.trainer.network.Network;

/** {@link Forward} in float64; the float32 twin is generated at build. */
final class Forward64 extends Forward {

  private final Network network;
  private final double[] parameters;
  private final RowEncoder encoder;
  private final FeatureRange range;
  private final int blockRows;
  private final Backpropagation64 pass;

  Forward64(
      Network network,
      double[] parameters,
      RowEncoder encoder,
      FeatureRange range,
      Multiply64 multiply,
      int blockRows) {
    super(range);
    this.network = network;
    this.parameters = parameters;
    this.encoder = encoder;
    this.range = range;
    this.blockRows = blockRows;
    this.pass = new Backpropagation64(network, multiply, blockRows);
  }

  @Override
  public /* wide */ double[][] outputs(RowPack rows, int from, int to) {
    pass.score(encoder.rows64(rows, from, to, blockRows, range), parameters);
    /* wide */ double[][] outputs = new /* wide */ double[to - from][network.outputs()];
    for (int i = 0; i < outputs.length; i++) {
      for (int j = 0; j < network.outputs(); j++) {
        outputs[i][j] = pass.output()[i * network.outputs() + j];
      }
    }
    return outputs;
  }
}
