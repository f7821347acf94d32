package rappel.ml.frame;

import io.rappel.jobs.rows.predict.FrameScoring;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Predicted classes as cells of Spark's. */
public final class ClassCells implements FrameScoring.Cells {

  private static final long serialVersionUID = 1L;

  private static final byte DENSE = 1;

  private final boolean raw;
  private final boolean probability;
  private final boolean prediction;
  private final UTF8String[] labels;
  private final double[] thresholds;
  private final int columns;

  /**
   * @param raw whether there is a column of raw predictions, and so on
   * @param labels the classes' texts; null: there is no column of them
   * @param thresholds of each class; null: the model decides itself
   */
  public ClassCells(
      boolean raw, boolean probability, boolean prediction, String[] labels, double[] thresholds) {
    this.raw = raw;
    this.probability = probability;
    this.prediction = prediction;
    this.thresholds = thresholds;
    this.labels = labels == null ? null : new UTF8String[labels.length];
    for (int k = 0; labels != null && k < labels.length; k++) {
      this.labels[k] = UTF8String.fromString(labels[k]);
    }
    this.columns =
        (raw ? 1 : 0) + (probability ? 1 : 0) + (prediction ? 1 : 0) + (labels == null ? 0 : 1);
  }

  @Override
  public InternalRow of(int predictedClass, double[] probabilities) {
    Object[] cells = new Object[columns];
    int next = 0;
    if (raw) {
      cells[next++] = vector(Probabilities.raw(probabilities));
    }
    if (probability) {
      cells[next++] = vector(probabilities);
    }
    int chosen =
        thresholds == null ? predictedClass : Probabilities.decide(probabilities, thresholds);
    if (prediction) {
      cells[next++] = (double) chosen;
    }
    if (labels != null) {
      cells[next] = labels[chosen];
    }
    return new GenericInternalRow(cells);
  }

  private static InternalRow vector(double[] values) {
    return new GenericInternalRow(
        new Object[] {DENSE, null, null, UnsafeArrayData.fromPrimitiveArray(values)});
  }
}
