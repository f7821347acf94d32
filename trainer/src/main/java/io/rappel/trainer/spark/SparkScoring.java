package io.rappel.trainer.spark;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.model.Model;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/** Scores a model on the rows of an RDD. */
public final class SparkScoring {

  private SparkScoring() {}

  /**
   * Metrics of the model on the rows, by name as in {@code metrics.json}; the same bits for any
   * partitioning.
   *
   * @param blas who multiplies; null: the fastest to be had
   * @throws io.rappel.trainer.data.DataException if there are no rows
   */
  public static Map<String, Object> evaluate(Model model, JavaRDD<Example> rows, BlasKind blas) {
    throw new UnsupportedOperationException();
  }
}
