package io.rappel.trainer.spark;

import io.rappel.trainer.data.ClassWeights;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Dropout;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.Centering;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.spark.rows.PackedRows;
import io.rappel.trainer.spark.rows.PreparedData;
import io.rappel.trainer.spark.rows.RowNotes;
import java.util.ArrayList;
import java.util.List;

/**
 * The work of a run's steps, as units see it.
 *
 * @param network of the driver
 * @param centering of sparse features
 * @param plan of the batches
 * @param spec what stays the same for all units
 * @param notes what should be known of the rows
 */
record UnitWork(
    Network network, Centering centering, BatchPlan plan, WorkSpec spec, List<String> notes) {

  /**
   * The work on packed rows.
   *
   * @param packed the rows, in the division that the network sees
   * @param network whose outputs are the data's
   * @param blas who multiplies
   * @param seed of batches and dropout
   * @throws io.rappel.trainer.data.DataException if rows to train on, or those held out, all count
   *     for nothing
   */
  static UnitWork of(
      PreparedData data, PackedRows packed, Network network, BlasKind blas, long seed) {
    double[] classWeights = classWeights(data.config().objective().classWeights(), data);
    RowNotes about = new RowNotes(data.schema(), data.encoder(), data.precision(), packed);
    about.requireTraining(classWeights);
    Centering centering =
        data.sparse() ? Centering.of(network, data.encoder().scaling()) : Centering.none(network);
    BatchPlan plan =
        new BatchPlan(
            packed.trainRowsOfShards(),
            data.config().batches().batch(),
            data.config().batches().sampling(),
            seed,
            network.blockRows(BatchPlan.LARGEST_UNIT));
    WorkSpec spec =
        new WorkSpec(
            centering.unitNetwork(),
            data.problem().loss(),
            data.precision(),
            blas,
            plan.cut(),
            new Dropout(data.config().network().dropout(), seed),
            classWeights);
    List<String> notes = new ArrayList<>(about.ofTraining(data.statistics(), classWeights));
    if (data.hasAutomaticBins()) {
      notes.addAll(RowNotes.ofBins(data.encoder()));
    }
    return new UnitWork(network, centering, plan, spec, notes);
  }

  private static double[] classWeights(ClassWeights weights, PreparedData data) {
    return weights.isNone()
        ? new double[0]
        : weights.of(data.schema().classes(), data.packed().classCounts());
  }
}
