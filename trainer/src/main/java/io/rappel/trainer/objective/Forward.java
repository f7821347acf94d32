package io.rappel.trainer.objective;

import io.rappel.trainer.data.FeatureRange;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.math.Arithmetic;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.optim.Chunks;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;

/** Outputs of a network for raw rows, in blocks of one fixed size. */
public abstract class Forward {

  /** Wider rows are never made dense. */
  private static final int WIDEST_DENSE = 4096;

  private final FeatureRange range;

  Forward(FeatureRange range) {
    this.range = range;
  }

  /**
   * For a network with given parameters.
   *
   * @param scaling of the features
   * @param blockRows rows of a block; fewer are padded with zeros
   */
  public static Forward of(
      Network network,
      double[] parameters,
      Scaling scaling,
      Precision precision,
      Arithmetic arithmetic,
      int blockRows) {
    boolean sparse = network.inputs() > WIDEST_DENSE;
    Centering centering = sparse ? Centering.of(network, scaling) : Centering.none(network);
    FeatureRange range = new FeatureRange(scaling, precision);
    double[] unit = centering.unitParameters(parameters);
    return precision == Precision.FLOAT32
        ? new Forward32(
            centering.unitNetwork(),
            Chunks.narrow(unit, new float[unit.length]),
            range,
            sparse,
            arithmetic.multiply32(),
            blockRows)
        : new Forward64(
            centering.unitNetwork(), unit, range, sparse, arithmetic.multiply64(), blockRows);
  }

  /**
   * Outputs a_L of rows.
   *
   * @param features raw, at most as many rows as a block has
   * @return [rows][outputs]
   */
  public abstract double[][] outputs(List<Vector> features);

  /** How many of all rows so far had a feature that counts as an end of {@link FeatureRange}. */
  public final long rowsBeyond() {
    return range.rowsBeyond();
  }
}
