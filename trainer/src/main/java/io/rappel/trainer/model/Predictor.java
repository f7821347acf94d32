package io.rappel.trainer.model;

import io.rappel.trainer.math.Arithmetic;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.objective.Forward;
import io.rappel.trainer.objective.OutputDecoder;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;

/** Applies a {@link Model} to raw features. Not safe for use by several threads at once. */
public final class Predictor {

  /**
   * Blocks are always of this size, padded, so that a row's result does not depend on how many are
   * beside it.
   */
  private static final int BLOCK_ROWS = 256;

  private final OutputDecoder decoder;
  private final Forward forward;

  /**
   * Makes the buffers.
   *
   * @param blas who multiplies; null: the fastest to be had
   */
  public Predictor(Model model, BlasKind blas) {
    this.decoder = model.decoder();
    this.forward =
        Forward.of(
            model.network(),
            model.parameters(),
            model.featureScaling(),
            model.precision(),
            Arithmetic.of(blas),
            BLOCK_ROWS);
  }

  /**
   * Predictions of up to {@link #blockRows()} rows: for classes the probability of each class, for
   * numbers the values in the label's units. A row's result does not depend on the rows beside it.
   *
   * @param features raw features, each of the network's number of inputs
   * @return [rows][classes or label columns]
   */
  public double[][] predict(List<Vector> features) {
    double[][] outputs = forward.outputs(features);
    double[][] decoded = new double[outputs.length][];
    for (int i = 0; i < outputs.length; i++) {
      decoded[i] = decoder.decode(outputs[i]);
    }
    return decoded;
  }

  /** How many rows a call of {@link #predict} takes at the most. */
  public int blockRows() {
    return BLOCK_ROWS;
  }
}
