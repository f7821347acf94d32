package io.rappel.trainer.objective.unit;

import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.ArithmeticSeen;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.Hosts;

/** Computes units of work, with buffers of its own; serves one thread at a time. */
abstract class UnitComputer {

  private final ArithmeticSeen seen;

  UnitComputer(ArithmeticSeen seen) {
    this.seen = seen;
  }

  /**
   * @param spare of the run, where gradients come from and go to
   */
  static UnitComputer of(WorkSpec spec, SpareGradients spare) {
    Arithmetic arithmetic = arithmetic(spec.blas());
    ArithmeticSeen seen =
        new ArithmeticSeen(arithmetic.fingerprint(spec.precision()), Hosts.thisHost());
    return spec.precision() == Precision.FLOAT32
        ? new UnitComputer32(spec, arithmetic.multiply32(), seen, spare)
        : new UnitComputer64(spec, arithmetic.multiply64(), seen, spare);
  }

  /** An executor need not have what the driver has. */
  private static Arithmetic arithmetic(BlasKind blas) {
    try {
      return Arithmetic.of(blas);
    } catch (UnsupportedOperationException e) {
      throw new UnsupportedOperationException(
          "%s cannot multiply with --blas %s: %s; --blas ejml runs everywhere"
              .formatted(Hosts.thisHost(), blas, e.getMessage()));
    }
  }

  /** Adds the gradient of one unit of a shard to a sum. */
  final void addUnit(Shard shard, int unit, StepWork work, GradientSum sum) {
    compute(shard, unit, work, sum);
    sum.notes().seen(seen);
  }

  abstract void compute(Shard shard, int unit, StepWork work, GradientSum sum);

  /**
   * The share of each layer's units that are dead or saturated on the first rows of a shard.
   *
   * @param rows at most that of a unit
   */
  abstract double[] idleUnits(Shard shard, int rows, StepWork work);

  /** Scores rows from − to of a shard. */
  abstract void score(Shard shard, int from, int to, StepWork work, ScoreSum sum);
}
