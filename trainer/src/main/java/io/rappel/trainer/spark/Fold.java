package io.rappel.trainer.spark;

import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.spark.rows.PackedRows;
import io.rappel.trainer.spark.rows.PreparedData;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows in one division into those to train on and those to validate on.
 *
 * @param packed the rows
 * @param any a shard with rows to train on
 * @param runners who run units on them
 * @param validation how validation rows are scored; null: there are none
 */
record Fold(PackedRows packed, Shard any, UnitRunners runners, ScoreSpec validation) {

  /** So many training rows are scored after each epoch beside those to validate on, at the most. */
  private static final long MOST_COMPARED = 10_000;

  /**
   * All divisions; mostly that is one, for all networks.
   *
   * @param local whether threads of the driver do the work, which takes the rows over
   */
  static List<Fold> of(PreparedData data, boolean local) {
    List<Fold> folds = new ArrayList<>();
    for (PackedRows packed : data.folds()) {
      folds.add(
          new Fold(
              packed,
              packed.anyToTrainOn(),
              local ? UnitRunners.ofDriver(packed) : UnitRunners.ofSpark(packed),
              validation(data, packed)));
    }
    if (local) {
      data.folds().forEach(PackedRows::close);
    }
    return folds;
  }

  private static ScoreSpec validation(PreparedData data, PackedRows packed) {
    return packed.heldOutRows() > 0
        ? ScoreSpec.of(data.decoder(), packed.heldOutRows())
            .ofTraining(
                Math.min(MOST_COMPARED, packed.heldOutRows()), packed.trainRowsOfShards().length)
        : null;
  }

  /** How validation rows are scored when a run has ended. */
  ScoreSpec report() {
    return validation.forReport(packed.trainRowsOfShards().length);
  }
}
