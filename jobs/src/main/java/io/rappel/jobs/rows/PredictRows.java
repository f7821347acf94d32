package io.rappel.jobs.rows;

import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.Predictor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;

/** Adds predictions to the rows of a partition, block by block, holding no more than a block. */
final class PredictRows implements FlatMapFunction<Iterator<Row>, Row> {

  private static final long serialVersionUID = 1L;

  private final Model model;
  private final BlasKind blas;
  private final RowDecoder decoder;
  private final CarriedColumns carried;
  private final PredictionColumns added;
  private final int width;
  private final LongAccumulator rowsBeyond;

  /**
   * @param width columns of the result
   * @param rowsBeyond takes the number of rows that {@link Predictor#rowsBeyond} counts, to be told
   */
  PredictRows(
      Model model,
      BlasKind blas,
      RowDecoder decoder,
      CarriedColumns carried,
      PredictionColumns added,
      int width,
      LongAccumulator rowsBeyond) {
    this.model = model;
    this.blas = blas;
    this.decoder = decoder;
    this.carried = carried;
    this.added = added;
    this.width = width;
    this.rowsBeyond = rowsBeyond;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Predictor predictor = new Predictor(model, blas);
    Queue<Row> done = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !done.isEmpty() || rows.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        if (done.isEmpty()) {
          predictBlock(predictor, rows, done);
        }
        return done.remove();
      }
    };
  }

  private void predictBlock(Predictor predictor, Iterator<Row> rows, Queue<Row> done) {
    List<Vector> features = new ArrayList<>();
    List<Object[]> cells = new ArrayList<>();
    while (rows.hasNext() && features.size() < predictor.blockRows()) {
      Row row = rows.next();
      Object[] output = new Object[width];
      carried.copy(row, output);
      features.add(decoder.features(row));
      cells.add(output);
    }
    long before = predictor.rowsBeyond();
    double[][] predictions = predictor.predict(features);
    rowsBeyond.add(predictor.rowsBeyond() - before);
    for (int i = 0; i < predictions.length; i++) {
      added.set(predictions[i], cells.get(i));
      done.add(RowFactory.create(cells.get(i)));
    }
  }
}
