package io.rappel.trainer.spark.gate;

import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.drift.DataCounter;
import io.rappel.trainer.drift.DataCounts;
import io.rappel.trainer.drift.DataManifest;
import io.rappel.trainer.drift.ManifestBins;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.Predictor;
import io.rappel.trainer.spark.engine.JavaBytes;
import io.rappel.trainer.spark.sum.SumTree;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Counts rows in the bins of a model, with what it predicts for them. */
public final class DriftCounting {

  private DriftCounting() {}

  /**
   * What the rows look like to a model; the same for any order and partitioning.
   *
   * @param columns with which the rows were read, all of the model's features among them
   * @param classes finds the index of a label's class; null: labels are numbers
   * @param blas who multiplies; null: the fastest to be had
   * @param date the run's
   */
  public static DataManifest of(
      JavaRDD<RowBatch> batches,
      List<String> columns,
      Model model,
      LabelIndex classes,
      BlasKind blas,
      LocalDate date) {
    DataCounts all =
        SumTree.ofBytes(
            batches.mapPartitions(
                rows ->
                    List.of(JavaBytes.of(part(rows, columns, model, classes, blas))).iterator()),
            new DataCounter(model, columns, labels(model), classes).counts(),
            DataCounts::merge);
    return DataManifest.of(ManifestBins.of(model), all, null, date);
  }

  private static int labels(Model model) {
    return model.schema().labels().size();
  }

  private static DataCounts part(
      Iterator<RowBatch> rows,
      List<String> columns,
      Model model,
      LabelIndex classes,
      BlasKind blas) {
    DataCounter counter = new DataCounter(model, columns, labels(model), classes);
    Predictor predictor = new Predictor(model, blas, model.encoder().typing(columns, 0, null));
    while (rows.hasNext()) {
      RowBatch batch = rows.next();
      counter.add(batch, predictor.predict(batch));
    }
    return counter.counts();
  }
}
