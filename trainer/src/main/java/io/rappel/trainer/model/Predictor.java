package io.rappel.trainer.model;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.Arithmetic;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.objective.Forward;
import io.rappel.trainer.objective.OutputDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.Vector;

/** Applies a {@link Model} to raw features. Not safe for use by several threads at once. */
public final class Predictor {

  /**
   * Blocks of a network are always of one size, padded, so that a row's result does not depend on
   * how many are beside it.
   */
  private static final int BLOCK_ROWS = 256;

  private static final int MOST_SHOWN = 5;

  private final int blockRows;
  private final Precision precision;
  private final OutputDecoder decoder;
  private final Forward forward;

  /**
   * Makes the buffers.
   *
   * @param blas who multiplies; null: the fastest to be had
   */
  public Predictor(Model model, BlasKind blas) {
    this.blockRows = model.network().blockRows(BLOCK_ROWS);
    this.precision = model.precision();
    this.decoder = model.decoder();
    this.forward =
        Forward.of(
            model.network(),
            model.parameters(),
            model.featureScaling(),
            model.precision(),
            Arithmetic.of(blas),
            blockRows);
  }

  /**
   * Predictions of up to {@link #blockRows()} rows: for classes the probability of each class, for
   * numbers the values in the label's units. A row's result does not depend on the rows beside it.
   *
   * @param features raw features, finite, each of the network's number of inputs
   * @return [rows][classes or label columns], all finite
   * @throws DataException if weights are so large that the model gives no number for a row
   */
  public double[][] predict(List<Vector> features) {
    double[][] outputs = forward.outputs(features);
    double[][] decoded = new double[outputs.length][];
    for (int i = 0; i < outputs.length; i++) {
      decoded[i] = decoder.decode(outputs[i]);
      if (!OutputDecoder.isFinite(decoded[i])) {
        throw overflow(features.get(i));
      }
    }
    return decoded;
  }

  private DataException overflow(Vector row) {
    String first =
        Arrays.stream(row.toArray())
            .limit(MOST_SHOWN)
            .mapToObj(Double::toString)
            .collect(Collectors.joining(", "));
    return new DataException(
        "the model's weights are too large for %s: it gives no number for the row with the features %s%s"
            .formatted(precision, first, row.size() > MOST_SHOWN ? ", …" : ""));
  }

  /**
   * How many of all rows so far had a feature beyond the range of the arithmetic, whose end it
   * counts as; see {@link io.rappel.trainer.data.FeatureRange}.
   */
  public long rowsBeyond() {
    return forward.rowsBeyond();
  }

  /** How many rows a call of {@link #predict} takes at the most. */
  public int blockRows() {
    return blockRows;
  }
}
