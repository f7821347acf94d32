package io.rappel.trainer.spark.gate;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.hash.HashSelection;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.gate.metric.GateMetric;
import io.rappel.trainer.gate.metric.GateRows;
import io.rappel.trainer.gate.metric.TrivialPrediction;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.Predictor;
import io.rappel.trainer.spark.engine.JavaBytes;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Applies challenger and champion to the rows that judge them.
 *
 * @param judges which rows these are
 * @param columns with which the rows were read, all features of both models among them
 * @param sliceColumn place of the column of slices among these; −1: there is none
 * @param classes finds a label's class among all that either model knows, the challenger's first;
 *     null: labels are numbers
 * @param classCount how many these are; a class that neither knows is one more
 * @param blas who multiplies; null: the fastest to be had
 */
public record GateScoring(
    HashSelection.Applied judges,
    List<String> columns,
    int sliceColumn,
    LabelIndex classes,
    int classCount,
    BlasKind blas)
    implements Serializable {

  /**
   * A model, with the place of each of its classes among all; none of a regression.
   *
   * @param places [classes of the model]
   */
  public record Contestant(Model model, int[] places) implements Serializable {

    private double[] probabilities(double[] ofModel, int length) {
      double[] all = new double[length];
      for (int c = 0; c < ofModel.length; c++) {
        all[places[c]] = ofModel[c];
      }
      return all;
    }
  }

  /**
   * What the models are worth on each of the rows that judge.
   *
   * @param champion null: there is none
   */
  public GateRows of(
      JavaRDD<RowBatch> batches,
      Contestant challenger,
      Contestant champion,
      GateMetric metric,
      TrivialPrediction trivial) {
    GateRows all = new GateRows(metric, trivial);
    batches
        .mapPartitions(
            rows ->
                List.of(
                        JavaBytes.of(
                            part(rows, challenger, champion, new GateRows(metric, trivial))))
                    .iterator())
        .collect()
        .forEach(part -> all.merge(JavaBytes.read(part, GateRows.class)));
    return all;
  }

  private GateRows part(
      Iterator<RowBatch> rows, Contestant challenger, Contestant champion, GateRows to) {
    Predictor challengers = predictor(challenger.model());
    Predictor champions = champion == null ? null : predictor(champion.model());
    int labels = challenger.model().schema().labels().size();
    RowTyping typing = RowTyping.of(new int[0], new int[0], List.of(), labels, classes);
    boolean classification = challenger.model().schema().task() == Task.CLASSIFICATION;
    while (rows.hasNext()) {
      RowBatch batch = judges.part(rows.next(), true);
      if (batch.rows() == 0) {
        continue;
      }
      long[] keys = judges.keys(batch);
      RowPack labelled = RowPack.of(batch, typing, false);
      double[][] ofChallenger = challengers.predict(batch);
      double[][] ofChampion = champions == null ? null : champions.predict(batch);
      for (int i = 0; i < keys.length; i++) {
        if (classification) {
          int actual = (int) labelled.target(i, 0);
          to.add(
              keys[i],
              labelled.weight(i),
              slice(batch, i),
              actual < 0 ? classCount : actual,
              challenger.probabilities(ofChallenger[i], classCount + 1),
              challenger.places()[challengers.classes()[i]],
              champion == null ? null : champion.probabilities(ofChampion[i], classCount + 1),
              champion == null ? -1 : champion.places()[champions.classes()[i]]);
        } else {
          to.add(
              keys[i],
              labelled.weight(i),
              slice(batch, i),
              targets(labelled, i),
              ofChallenger[i],
              ofChampion == null ? null : ofChampion[i]);
        }
      }
    }
    return to;
  }

  private Predictor predictor(Model model) {
    return new Predictor(model, blas, model.encoder().typing(columns, 0, null));
  }

  private static double[] targets(RowPack rows, int row) {
    double[] targets = new double[rows.targetColumns()];
    Arrays.setAll(targets, t -> rows.target(row, t));
    return targets;
  }

  /** What the column of slices says; null: nothing. */
  private String slice(RowBatch batch, int row) {
    if (sliceColumn < 0) {
      return null;
    }
    long cell = batch.column(sliceColumn)[row];
    if (Cell.isText(cell)) {
      return batch.texts(sliceColumn).text(Cell.code(cell));
    }
    if (Cell.isMoment(cell)) {
      return Long.toString(Cell.seconds(cell));
    }
    return Cell.isMissing(cell) ? null : Cell.textOf(Cell.value(cell));
  }
}
