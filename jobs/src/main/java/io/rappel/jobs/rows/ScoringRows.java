package io.rappel.jobs.rows;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.model.Model;
import org.apache.spark.api.java.JavaRDD;

/** Checked rows to evaluate a model on or to predict. */
public final class ScoringRows {

  /**
   * The rows in the input's order, read anew by each action. Targets are set where the input has
   * the label columns; otherwise they are empty.
   */
  public JavaRDD<Example> examples() {
    throw new UnsupportedOperationException();
  }

  /** Whether the input has the label columns. */
  public boolean labelled() {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the input's columns, {@code prediction} and for classes {@code probability_LABEL} for
   * each class; with several labels {@code prediction_LABEL} for each. Rows are in the input's
   * order.
   *
   * @param model of the schema with which the rows were read
   * @param blas who multiplies; null: the fastest to be had
   * @param outPath a name that ends in .csv or .parquet: one file of that name; otherwise a folder
   *     of CSV parts
   * @param overwrite whether existing output is replaced, as a whole and only once the new one is
   *     complete
   * @throws io.rappel.trainer.ConfigurationException if the output exists and must not be replaced
   */
  public void writePredictions(Model model, BlasKind blas, String outPath, boolean overwrite) {
    throw new UnsupportedOperationException();
  }
}
