package io.rappel.jobs.rows.batch;

import io.rappel.jobs.rows.cell.Cells;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.SparseCells;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.pack.LabelIndex;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** Makes vectors of batches of numbers, for those who take nothing else. */
public final class BatchExamples implements FlatMapFunction<Iterator<RowBatch>, Example> {

  private static final long serialVersionUID = 1L;

  private final int[] features;
  private final LabelIndex classes;

  /**
   * @param features their places in the batches
   * @param classes of which the label is an index; null: labels are numbers
   */
  public BatchExamples(int[] features, LabelIndex classes) {
    this.features = features.clone();
    this.classes = classes;
  }

  @Override
  public Iterator<Example> call(Iterator<RowBatch> batches) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(batches, 0), false)
        .flatMap(this::examples)
        .iterator();
  }

  private Stream<Example> examples(RowBatch batch) {
    return IntStream.range(0, batch.rows())
        .mapToObj(
            row ->
                new Example(
                    batch.isSparse() ? sparse(batch.sparse(), row) : dense(batch, row),
                    targets(batch, row),
                    batch.hasWeights() ? Cell.value(batch.weights()[row]) : 1));
  }

  private Vector sparse(SparseCells cells, int row) {
    int from = cells.start()[row];
    int to = cells.start()[row + 1];
    return Vectors.sparse(
        features.length,
        Arrays.copyOfRange(cells.column(), from, to),
        Arrays.copyOfRange(cells.value(), from, to));
  }

  private Vector dense(RowBatch batch, int row) {
    double[] values = new double[features.length];
    for (int j = 0; j < values.length; j++) {
      long cell = batch.column(features[j])[row];
      values[j] =
          Cell.isText(cell)
              ? text(batch.texts(features[j]), cell).equals("true") ? 1 : 0
              : Cell.value(cell);
    }
    return Vectors.dense(values);
  }

  private double[] targets(RowBatch batch, int row) {
    double[] targets = new double[batch.labels()];
    for (int t = 0; t < targets.length; t++) {
      long cell = batch.label(t)[row];
      if (classes == null) {
        targets[t] =
            Cell.isText(cell) ? Cells.number(text(batch.labelTexts(t), cell)) : Cell.value(cell);
      } else {
        targets[t] =
            classes.of(
                Cell.isText(cell)
                    ? text(batch.labelTexts(t), cell)
                    : Cell.textOf(Cell.value(cell)));
      }
    }
    return targets;
  }

  private static String text(Texts texts, long cell) {
    return texts.text(Cell.code(cell));
  }
}
