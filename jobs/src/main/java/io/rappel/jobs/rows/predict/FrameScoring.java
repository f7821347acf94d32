package io.rappel.jobs.rows.predict;

import io.rappel.jobs.rows.batch.FeatureReader;
import io.rappel.jobs.rows.source.FrameRows;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.Predictor;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.types.StructType;

/**
 * Adds predictions to the rows of a frame, block by block on all tasks, once an action asks for
 * them. Rows that do not fit the model end the action.
 *
 * @param reader of the features, in the order of the model's
 * @param blas who multiplies; null: the fastest to be had
 * @param added what is put beside a row
 */
public record FrameScoring(Model model, BlasKind blas, FeatureReader reader, Cells added)
    implements Serializable {

  /** Makes the cells that are added to a row. */
  @FunctionalInterface
  public interface Cells extends Serializable {

    /**
     * @param predictedClass by the model's own decision; of no meaning for numbers
     * @param prediction probability of each class, or values
     * @return cells as Spark has them inside
     */
    InternalRow of(int predictedClass, double[] prediction);
  }

  /**
   * The frame with predictions.
   *
   * @param schema of the frame with the columns that are added
   */
  public Dataset<Row> of(Dataset<Row> frame, StructType schema) {
    JavaRDD<InternalRow> rows = FrameRows.deferred(frame).mapPartitions(Scored::new);
    return FrameRows.frame(frame.sparkSession(), rows, schema);
  }

  private final class Scored implements Iterator<InternalRow> {

    private final InputBlocks blocks;
    private final Predictor predictor;
    private final List<FeatureSpec> specs = model.encoder().specs();
    private final boolean numbers =
        specs.stream().allMatch(spec -> spec.kind() == FeatureKind.NUMBER);
    private final JoinedRow joined = new JoinedRow();
    private double[][] predictions = {};
    private int next;

    Scored(Iterator<InternalRow> rows) {
      blocks = new InputBlocks.OfRows(rows, reader);
      RowTyping typing = model.encoder().typing(model.schema().features(), 0, null);
      predictor = new Predictor(model, blas, typing);
    }

    @Override
    public boolean hasNext() {
      while (next == predictions.length && blocks.advance()) {
        RowBatch batch = blocks.batch();
        if (!numbers || batch.byRow() == null || !areFinite(batch.byRow())) {
          requireFit(batch, specs);
        }
        predictions = predictor.predict(batch);
        next = 0;
      }
      return next < predictions.length;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int[] classes = predictor.classes();
      InternalRow cells = added.of(classes.length == 0 ? 0 : classes[next], predictions[next]);
      return joined.apply(blocks.row(next++), cells);
    }
  }

  /**
   * @throws DataException if a cell is not of its feature's kind
   */
  private static void requireFit(RowBatch batch, List<FeatureSpec> specs) {
    for (int j = 0; j < specs.size(); j++) {
      FeatureKind kind = specs.get(j).kind();
      long[] cells = batch.column(j);
      if (kind == FeatureKind.NUMBER && areNumbers(cells, batch.rows())) {
        continue;
      }
      for (int i = 0; i < batch.rows(); i++) {
        if (!fits(kind, cells[i], batch, j)) {
          throw new DataException(
              "column '%s' has the cell '%s', and the model's is a %s"
                  .formatted(specs.get(j).name(), shown(cells[i], batch, j), kind));
        }
      }
    }
  }

  private static boolean areFinite(double[] numbers) {
    for (double number : numbers) {
      if (!(Math.abs(number) <= Double.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all are finite numbers; found without a branch a cell. */
  private static boolean areNumbers(long[] cells, int rows) {
    double zero = 0;
    for (int i = 0; i < rows; i++) {
      zero += 0 * Cell.value(cells[i]);
    }
    return zero == 0;
  }

  private static boolean fits(FeatureKind kind, long cell, RowBatch batch, int column) {
    if (Cell.isMissing(cell)) {
      return true;
    }
    return switch (kind) {
      case NUMBER -> Double.isFinite(Cell.value(cell));
      case BOOLEAN ->
          Cell.isNumber(cell)
              ? Cell.value(cell) >= 0 && Cell.value(cell) <= 1
              : Cell.isText(cell) && isTruth(batch.texts(column).text(Cell.code(cell)));
      case DATE -> Cell.isMoment(cell);
      case CATEGORY -> !Cell.isMoment(cell);
    };
  }

  private static boolean isTruth(String text) {
    return text.equals("true") || text.equals("false");
  }

  private static String shown(long cell, RowBatch batch, int column) {
    if (Cell.isText(cell)) {
      return Sentences.shortened(batch.texts(column).text(Cell.code(cell)));
    }
    return Cell.isMoment(cell)
        ? java.time.Instant.ofEpochSecond(Cell.seconds(cell)).toString()
        : Double.toString(Cell.value(cell));
  }
}
