package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.BatchMaker;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.RowHashes;
import io.rappel.trainer.data.RowTyping;
import io.rappel.trainer.data.TableProfile;
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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Adds predictions to the rows of a partition, block by block, holding no more than a block, and
 * profiles them on the way.
 */
final class PredictRows implements FlatMapFunction<Iterator<Row>, Row> {

  private static final long serialVersionUID = 1L;

  private static final int BLOCK_ROWS = 1024;

  private final Model model;
  private final BlasKind blas;
  private final int features;
  private final RowTyping typing;
  private final BatchMaker maker;
  private final CarriedColumns carried;
  private final PredictionColumns added;
  private final int width;
  private final PredictedRows told;

  /**
   * @param features columns of the batches; −1: they are sparse
   * @param typing of the batches
   * @param width columns of the result
   * @param told takes what was found out about the rows
   */
  PredictRows(
      Model model,
      BlasKind blas,
      int features,
      RowTyping typing,
      BatchMaker maker,
      CarriedColumns carried,
      PredictionColumns added,
      int width,
      PredictedRows told) {
    this.model = model;
    this.blas = blas;
    this.features = features;
    this.typing = typing;
    this.maker = maker;
    this.carried = carried;
    this.added = added;
    this.width = width;
    this.told = told;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Predicted(rows);
  }

  private static boolean isSuspect(Row row) {
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i) instanceof String text && Undecodable.isSuspect(text)) {
        return true;
      }
    }
    return false;
  }

  private final class Predicted implements Iterator<Row> {

    private final Iterator<Row> rows;
    private final Predictor predictor = new Predictor(model, blas, typing);
    private final TableProfile profile = new TableProfile(features, 0);
    private final RowHashes hashes = new RowHashes();
    private final Queue<Row> done = new ArrayDeque<>();
    private boolean ended;

    Predicted(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (done.isEmpty() && rows.hasNext()) {
        predictBlock();
      }
      if (done.isEmpty() && !ended) {
        ended = true;
        told.add(profile, predictor.rowsBeyond());
      }
      return !done.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return done.remove();
    }

    private void predictBlock() {
      List<Row> block = new ArrayList<>();
      while (rows.hasNext() && block.size() < BLOCK_ROWS) {
        block.add(rows.next());
      }
      RowBatch batch = batch(block);
      hashes.compute(batch);
      profile.add(batch, hashes);
      if (batch.rows() < block.size()) {
        return; // the profile tells that some are malformed, and nothing is published
      }
      double[][] predictions = predictor.predict(batch);
      for (int i = 0; i < predictions.length; i++) {
        Object[] output = new Object[width];
        carried.copy(block.get(i), output);
        added.set(predictions[i], output);
        done.add(RowFactory.create(output));
      }
    }

    /** All cells are carried along, so that any of them tells bytes that cannot be decoded. */
    private RowBatch batch(List<Row> block) {
      RowBatch batch = made(block);
      return block.stream().anyMatch(PredictRows::isSuspect)
          ? batch.with(List.of(), block.size() - batch.rows(), true)
          : batch;
    }

    private RowBatch made(List<Row> block) {
      try {
        return maker.call(block.iterator()).next();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e); // makers declare what Spark's interface does
      }
    }
  }
}
