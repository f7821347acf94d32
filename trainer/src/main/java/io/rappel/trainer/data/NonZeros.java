package io.rappel.trainer.data;

import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** Visits the features of a row that are not 0, without the boxes of Spark's own visitor. */
public final class NonZeros {

  /** What is done with each. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param column from 0
     */
    void visit(int column, double value);
  }

  private NonZeros() {}

  /** Visits the entries that are not 0, NaN included, by ascending column. */
  public static void forEach(Vector features, Visitor visitor) {
    if (features instanceof DenseVector dense) {
      visit(null, dense.values(), visitor);
    } else {
      SparseVector sparse = (SparseVector) features;
      visit(sparse.indices(), sparse.values(), visitor);
    }
  }

  private static void visit(int[] columns, double[] values, Visitor visitor) {
    for (int k = 0; k < values.length; k++) {
      if (values[k] != 0) {
        visitor.visit(columns == null ? k : columns[k], values[k]);
      }
    }
  }
}
