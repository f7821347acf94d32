package io.rappel.jobs.rows.predict;

import io.rappel.jobs.rows.batch.FeatureReader;
import io.rappel.jobs.rows.order.ColumnTasks;
import io.rappel.jobs.rows.order.RowGroups;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.Predictor;
import io.rappel.trainer.objective.score.OutputDecoder;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;

/**
 * Adds predictions to the rows of a partition, block by block, holding no more than a block, and
 * profiles them on the way.
 *
 * @param features columns of the batches; −1: they are sparse
 * @param typing of the batches
 * @param decoder the model's, with a threshold or without
 * @param told takes what was found out about the rows
 */
record PredictRows(
    Model model,
    OutputDecoder decoder,
    BlasKind blas,
    FeatureReader reader,
    int features,
    RowTyping typing,
    CarriedColumns carried,
    PredictionColumns added,
    PredictedRows told)
    implements Serializable {

  /**
   * Rows with their predictions, in the same order; a task reuses one for the next.
   *
   * @param groups of which the rows are read; null: they are not known
   */
  JavaRDD<InternalRow> of(RowSource.ReadableRows rows, RowGroups groups) {
    return rows.columns(groups)
        .map(this::ofColumns)
        .orElseGet(
            () ->
                rows.internalRows()
                    .mapPartitions(each -> new Predicted(new InputBlocks.OfRows(each, reader))));
  }

  private JavaRDD<InternalRow> ofColumns(ColumnTasks columns) {
    long[][] shares = columns.shares();
    return columns
        .batches()
        .mapPartitionsWithIndex(
            (task, batches) ->
                new Predicted(
                    new InputBlocks.OfColumns(
                        batches, reader.begin(), ColumnTasks.share(shares, task))),
            true);
  }

  private final class Predicted implements Iterator<InternalRow> {

    private final InputBlocks blocks;
    private final Predictor predictor = new Predictor(model, decoder, blas, typing);
    private final TableProfile profile = new TableProfile(features, 0);
    private final JoinedRow joined = new JoinedRow();
    private final InternalRow prediction = added.row();
    private double[][] predictions = {};
    private int next;
    private boolean ended;

    Predicted(InputBlocks blocks) {
      this.blocks = blocks;
    }

    @Override
    public boolean hasNext() {
      while (next == predictions.length && blocks.advance()) {
        predictBlock();
      }
      if (next == predictions.length && !ended) {
        ended = true;
        told.add(profile, predictor.rowsBeyond());
      }
      return next < predictions.length;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int[] classes = predictor.classes();
      added.set(classes.length == 0 ? 0 : classes[next], predictions[next], prediction);
      return joined.apply(carried.of(blocks.row(next++)), prediction);
    }

    private void predictBlock() {
      RowBatch batch = blocks.batch();
      if (IntStream.range(0, blocks.rows()).anyMatch(i -> carried.isSuspect(blocks.row(i)))) {
        batch.with(List.of(), blocks.rows() - batch.rows(), true);
      }
      profile.addCells(batch);
      next = 0;
      // Where some are malformed the profile tells so, and nothing is published.
      predictions = batch.rows() < blocks.rows() ? new double[0][] : predictor.predict(batch);
    }
  }
}
