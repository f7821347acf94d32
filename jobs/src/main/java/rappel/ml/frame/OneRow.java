package rappel.ml.frame;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.Predictor;
import org.apache.spark.ml.linalg.Vector;

/** Predicts vectors one by one. */
public final class OneRow {

  private final Model model;
  private final Predictor predictor;

  /**
   * @throws UnsupportedOperationException if features are no numbers, which vectors cannot hold
   */
  public OneRow(Model model, BlasKind blas) {
    boolean numbers =
        model.encoder().specs().stream().allMatch(spec -> spec.kind() == FeatureKind.NUMBER);
    if (!numbers) {
      throw new UnsupportedOperationException(
          "the model has features that are no numbers: give transform a frame of its columns");
    }
    this.model = model;
    this.predictor =
        new Predictor(model, blas, model.encoder().typing(model.schema().features(), 0, null));
  }

  /** Probability of each class, or the value. */
  public synchronized double[] predict(Vector features) {
    int width = model.schema().features().size();
    if (features.size() != width) {
      throw new IllegalArgumentException(
          "a vector of %d numbers, and the model's has %d".formatted(features.size(), width));
    }
    long[][] cells = new long[width][1];
    for (int j = 0; j < width; j++) {
      cells[j][0] = Cell.number(features.apply(j));
    }
    RowBatch row = RowBatch.table(1, cells, new Texts[width], new long[0][], new Texts[0], null);
    return predictor.predict(row)[0];
  }
}
