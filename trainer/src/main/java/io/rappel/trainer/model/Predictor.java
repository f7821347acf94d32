package io.rappel.trainer.model;

import io.rappel.trainer.math.BlasKind;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;

/** Applies a {@link Model} to raw features. Not safe for use by several threads at once. */
public final class Predictor {

  /**
   * @param blas who multiplies; null: the fastest to be had
   */
  public Predictor(Model model, BlasKind blas) {
    throw new UnsupportedOperationException();
  }

  /**
   * Predictions of up to {@link #blockRows()} rows: for classes the probability of each class, for
   * numbers the values in the label's units. A row's result does not depend on the rows beside it.
   *
   * @param features raw features, each of the network's number of inputs
   * @return [rows][classes or label columns]
   */
  public double[][] predict(List<Vector> features) {
    throw new UnsupportedOperationException();
  }

  /** How many rows a call of {@link #predict} takes at the most. */
  public int blockRows() {
    return 256;
  }
}
