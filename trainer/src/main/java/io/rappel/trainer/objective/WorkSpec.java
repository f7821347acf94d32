package io.rappel.trainer.objective;

import io.rappel.trainer.data.UnitCut;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Network;
import java.io.Serializable;

/**
 * What stays the same over a run for those who compute units; travels in closures.
 *
 * @param run names the run, so that workspaces are not mixed up
 * @param network as the units see it
 * @param loss of the examples
 * @param precision of the arithmetic
 * @param blas who multiplies
 * @param cut how shards are cut into units
 */
public record WorkSpec(
    String run, Network network, Loss loss, Precision precision, BlasKind blas, UnitCut cut)
    implements Serializable {}
