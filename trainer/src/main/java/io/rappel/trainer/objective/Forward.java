package io.rappel.trainer.objective;

import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.shard.FeatureRange;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.RowEncoder;
import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.network.Network;
import java.util.List;

/** Outputs of a network for rows, in blocks of one fixed size. */
public abstract class Forward {

  /** Wider rows of sparse numbers are never made dense. */
  private static final int WIDEST_DENSE = 4096;

  private final FeatureRange range;

  Forward(FeatureRange range) {
    this.range = range;
  }

  /**
   * For a network with given parameters.
   *
   * @param encoder of the features
   * @param sparse whether rows are those of {@link #keepsSparse}
   * @param blockRows rows of a block; fewer are padded with zeros
   */
  public static Forward of(
      Network network,
      double[] parameters,
      FeatureEncoder encoder,
      boolean sparse,
      Precision precision,
      Arithmetic arithmetic,
      int blockRows) {
    return of(
        network, parameters, encoder, encoder.levels(), sparse, precision, arithmetic, blockRows);
  }

  /**
   * The same for rows with codes of other levels.
   *
   * @param levels of each category, in the order of their codes
   */
  public static Forward of(
      Network network,
      double[] parameters,
      FeatureEncoder encoder,
      List<List<String>> levels,
      boolean sparse,
      Precision precision,
      Arithmetic arithmetic,
      int blockRows) {
    Centering centering =
        sparse ? Centering.of(network, encoder.scaling()) : Centering.none(network);
    FeatureRange range = new FeatureRange(encoder.scaling(), encoder.limits(), precision);
    double[] unit = centering.unitParameters(parameters);
    RowEncoder rows = new RowEncoder(encoder, levels);
    return precision == Precision.FLOAT32
        ? new Forward32(
            centering.unitNetwork(),
            Chunks.narrow(unit, new float[unit.length]),
            rows,
            range,
            arithmetic.multiply32(),
            blockRows)
        : new Forward64(
            centering.unitNetwork(), unit, rows, range, arithmetic.multiply64(), blockRows);
  }

  /** Whether rows of sparse numbers stay so for these features. */
  public static boolean keepsSparse(FeatureEncoder encoder) {
    return encoder.isAffine() && encoder.inputs() > WIDEST_DENSE;
  }

  /**
   * Outputs a_L of rows.
   *
   * @param rows with the codes of the levels; sparse or not, as all before
   * @param from the first
   * @param to behind the last, at most as many as a block has
   * @return [rows][outputs]
   */
  public abstract double[][] outputs(RowPack rows, int from, int to);

  /** How many of all rows so far had a feature that counts as an end of {@link FeatureRange}. */
  public final long rowsBeyond() {
    return range.rowsBeyond();
  }
}
