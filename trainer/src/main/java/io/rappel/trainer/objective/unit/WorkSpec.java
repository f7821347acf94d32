package io.rappel.trainer.objective.unit;

import io.rappel.trainer.data.batch.UnitCut;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Dropout;
import io.rappel.trainer.network.Network;
import java.io.Serializable;

/**
 * What stays the same over a run for those who compute units; travels in closures.
 *
 * @param network as the units see it
 * @param loss of the examples
 * @param precision of the arithmetic
 * @param blas who multiplies
 * @param cut how shards are cut into units
 * @param dropout in training
 * @param classWeights by which rows are weighted in training, by class; empty: all alike
 */
public record WorkSpec(
    Network network,
    Loss loss,
    Precision precision,
    BlasKind blas,
    UnitCut cut,
    Dropout dropout,
    double[] classWeights)
    implements Serializable {

  /** Without dropout and class weights, as rows are scored. */
  public static WorkSpec of(
      Network network, Loss loss, Precision precision, BlasKind blas, UnitCut cut) {
    return new WorkSpec(network, loss, precision, blas, cut, Dropout.none(), new double[0]);
  }
}
