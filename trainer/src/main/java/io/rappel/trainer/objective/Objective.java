package io.rappel.trainer.objective;

import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.ArithmeticMismatchException;
import io.rappel.trainer.objective.sum.ArithmeticSeen;
import io.rappel.trainer.objective.sum.Grid;
import io.rappel.trainer.objective.sum.Sections;
import io.rappel.trainer.objective.sum.StepSum;
import io.rappel.trainer.objective.unit.StepWork;
import io.rappel.trainer.objective.unit.UnitProbe;
import io.rappel.trainer.objective.unit.UnitRunner;
import java.util.Arrays;
import java.util.List;

/**
 * What training minimises: the weighted mean loss of a step's examples plus a penalty. Units of
 * work give summed gradients on a grid; here they are divided once by the total weight, and the
 * penalty is added once.
 */
public final class Objective {

  /** By how much a unit may exceed the previous step's largest before the step is repeated. */
  private static final double HEAD_ROOM = 8;

  private final Network network;
  private final Centering centering;
  private final Sections sections;
  private final Precision precision;
  private final Penalty penalty;
  private final UnitRunner runner;
  private final String fingerprint;
  private double[] maxima;
  private float[] narrowed;

  /**
   * @param network by whose layout parameters and gradients lie
   * @param centering of sparse features
   * @param precision of the units' arithmetic
   * @param penalty on the weights
   * @param runner where units run
   * @param fingerprint that every unit must have been computed under
   */
  public Objective(
      Network network,
      Centering centering,
      Precision precision,
      Penalty penalty,
      UnitRunner runner,
      String fingerprint) {
    this.network = network;
    this.centering = centering;
    this.sections = new Sections(centering.unitNetwork().layout());
    this.precision = precision;
    this.penalty = penalty;
    this.runner = runner;
    this.fingerprint = fingerprint;
  }

  /**
   * The parts of an objective's value.
   *
   * @param dataLoss weighted mean loss of the step's examples
   * @param penalty on the weights
   * @param weight total weight of the examples; with 0 there is neither value nor gradient
   */
  public record Value(double dataLoss, double penalty, double weight) {

    /** Loss plus penalty. */
    public double total() {
      return dataLoss + penalty;
    }
  }

  /**
   * Value and gradient of a step.
   *
   * @param units of the step
   * @param parameters not modified
   * @param gradient receives ∂(loss + penalty)/∂parameters; not finite where the run has diverged
   * @param description of the step, for people
   */
  public Value evaluate(UnitSet units, double[] parameters, double[] gradient, String description) {
    if (units.count() == 0) {
      return new Value(0, 0, 0);
    }
    Grid grid =
        maxima == null ? Grid.unknown(sections.count()) : Grid.of(maxima, HEAD_ROOM, units.count());
    Attempt attempt = attempt(units, parameters, gradient, grid, description);
    if (attempt.sum.beyondGrid() && attempt.sum.isFinite()) {
      double[] found = attempt.sum.maxima();
      Grid sure = Grid.of(found, 1, units.count());
      attempt = attempt(units, parameters, gradient, sure, description);
      if (!Arrays.equals(attempt.sum.maxima(), found)) {
        throw new IllegalStateException("a repeated step gave other numbers than the first time");
      }
    }
    StepSum sum = attempt.sum;
    double weight = sum.weight();
    if (!sum.isFinite() || sum.beyondGrid()) {
      return new Value(Double.NaN, Double.NaN, 1);
    }
    if (weight == 0) {
      return new Value(0, 0, 0);
    }
    maxima = sum.maxima();
    boolean finite = Double.isFinite(sum.bound() / weight);
    return new Value(finite ? sum.loss() / weight : Double.NaN, attempt.penalty, weight);
  }

  /** The penalty at a point, as {@link #evaluate} finds it there. */
  public double penalty(double[] parameters) {
    return penalty.at(network.layout(), parameters);
  }

  /** Sums on a grid, with the gradient and the penalty that are good if all units fitted it. */
  private record Attempt(StepSum sum, double penalty) {}

  private Attempt attempt(
      UnitSet units, double[] parameters, double[] gradient, Grid grid, String description) {
    StepSum sum = run(work(parameters, units, grid, description));
    double added =
        penalty.complete(
            network.layout(), centering.gradient(sum::read), sum.weight(), parameters, gradient);
    return new Attempt(sum, added);
  }

  /** Work on parameters as units see them, which is over before there is other work. */
  private StepWork work(double[] parameters, UnitSet units, Grid grid, String description) {
    double[] unitParameters = centering.unitParameters(parameters);
    if (precision == Precision.FLOAT64) {
      return new StepWork(unitParameters, units, grid, description);
    }
    if (narrowed == null) {
      narrowed = new float[unitParameters.length];
    }
    return new StepWork(Chunks.narrow(unitParameters, narrowed), units, grid, description);
  }

  private StepSum run(StepWork work) {
    StepSum sum = runner.gradients(work);
    ArithmeticSeen seen = sum.arithmetic();
    if (sum.units() != work.units().count()) {
      throw new IllegalStateException(
          "a step of %d units gave the results of %d".formatted(work.units().count(), sum.units()));
    }
    if (seen.isMixed() || !seen.fingerprint().equals(fingerprint)) {
      throw new ArithmeticMismatchException(
          "the machines of this cluster compute with different arithmetic: %s, and the driver with %s; use --blas ejml, which is the same everywhere"
              .formatted(seen, fingerprint));
    }
    return sum;
  }

  /**
   * The share of each layer's units that are dead or saturated on a few rows.
   *
   * @param probe looks at them
   */
  public List<Double> idleUnits(double[] parameters, UnitProbe probe) {
    return probe.idleUnits(work(parameters, null, null, ""));
  }

  /**
   * Scores rows.
   *
   * @param heldOut whether those held out, or those trained on
   */
  public ScoreSum score(double[] parameters, boolean heldOut, ScoreSpec spec, String description) {
    return runner.scores(work(parameters, null, null, description), heldOut, spec);
  }

  /**
   * The largest magnitudes of the last step, from which the next step's grid comes; null before the
   * first.
   */
  public double[] gridState() {
    return maxima == null ? null : maxima.clone();
  }

  /** Puts back what {@link #gridState()} gave. */
  public void restoreGridState(double[] state) {
    maxima = state == null ? null : state.clone();
  }
}
