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
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What training minimises: the weighted mean loss of a step's examples plus a penalty. Units of
 * work give summed gradients on a grid; here they are divided once by the total weight, and the
 * penalty is added once.
 */
public final class Objective {

  /** By how much a unit may exceed the previous step's largest before the step is repeated. */
  private static final double HEAD_ROOM = 8;

  /** The largest entry of a gradient whose square is a float32. */
  private static final double LARGEST_32 = 0x1p63;

  private final Network network;
  private final Centering centering;
  private final Sections sections;
  private final Precision precision;
  private final Penalty penalty;
  private final UnitRunner runner;
  private final String fingerprint;
  private double[] maxima;
  private float[] narrowed;
  private double[] wide;

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
  public Value evaluate(
      UnitSet units, double[] parameters, double[] gradient, Supplier<String> description) {
    MeanGradient64 slope = slope(units, parameters, gradient, description);
    Value found = slope.value();
    if (found.weight() == 0 || Double.isNaN(found.dataLoss())) {
      return found;
    }
    double added = Chunks.sum(gradient.length, slope::make);
    return new Value(found.dataLoss(), added, found.weight());
  }

  /**
   * The loss of a step, and a gradient that is made part by part.
   *
   * @param parameters not modified before all parts are made
   * @param room where the gradient may come to lie
   */
  public MeanGradient64 slope(
      UnitSet units, double[] parameters, double[] room, Supplier<String> description) {
    StepSum sum = sum(units, grid -> work(parameters, units, grid), description);
    Entries64 sums = sum == null ? null : centering.gradient(sum::read);
    Value value = value(sum, Double.MAX_VALUE);
    return new MeanGradient64(value, penalty, network.layout(), sums, parameters, room);
  }

  /** The same where parameters are moved in float32, as units compute. */
  public MeanGradient32 slope(
      UnitSet units, float[] parameters, float[] room, Supplier<String> description) {
    StepSum sum =
        sum(
            units,
            grid ->
                centering.isNone()
                    ? new StepWork(parameters, units, grid)
                    : work(Chunks.wide(parameters), units, grid),
            description);
    Value value = value(sum, LARGEST_32);
    float[] pairs = sum != null && centering.isNone() ? sum.pairs() : null;
    if (pairs != null) {
      Entries32 sums = (target, from, to) -> sum.readPairs(from, to);
      return new MeanGradient32(value, penalty, network.layout(), sums, parameters, pairs);
    }
    Entries32 sums = sum == null ? null : narrowed(centering.gradient(sum::read));
    return new MeanGradient32(value, penalty, network.layout(), sums, parameters, room);
  }

  /** Sums, each rounded once. */
  private Entries32 narrowed(Entries64 sums) {
    if (wide == null) {
      wide = new double[network.layout().size()];
    }
    return (target, from, to) -> {
      sums.read(wide, from, to);
      for (int i = from; i < to; i++) {
        target[i] = (float) wide[i];
      }
    };
  }

  /** The penalty at a point, as {@link #evaluate} finds it there. */
  public double penalty(double[] parameters) {
    return penalty.at(network.layout(), parameters);
  }

  /** Sums of units on a grid that all of them fit where they are finite; null without units. */
  private StepSum sum(UnitSet units, Function<Grid, StepWork> work, Supplier<String> description) {
    if (units.count() == 0) {
      return null;
    }
    StepSum sum = run(work.apply(grid(maxima, HEAD_ROOM, units)), description);
    if (sum.beyondGrid() && sum.isFinite()) {
      double[] found = sum.maxima();
      sum = run(work.apply(grid(found, 1, units)), description);
      if (!Arrays.equals(sum.maxima(), found)) {
        throw new IllegalStateException("a repeated step gave other numbers than the first time");
      }
    }
    return sum;
  }

  private Grid grid(double[] largest, double headRoom, UnitSet units) {
    return largest == null
        ? Grid.unknown(sections.count())
        : Grid.of(largest, headRoom, units.count(), precision);
  }

  /**
   * What sums say without the penalty.
   *
   * @param largest magnitude of a gradient's entry; beyond it the run has diverged
   */
  private Value value(StepSum sum, double largest) {
    if (sum == null) {
      return new Value(0, 0, 0);
    }
    if (!sum.isFinite() || sum.beyondGrid()) {
      return new Value(Double.NaN, Double.NaN, 1);
    }
    double weight = sum.weight();
    if (weight == 0) {
      return new Value(0, 0, 0);
    }
    maxima = sum.maxima();
    boolean fits = sum.bound() / weight <= largest;
    return new Value(fits ? sum.loss() / weight : Double.NaN, 0, weight);
  }

  /** Work on parameters as units see them, which is over before there is other work. */
  private StepWork work(double[] parameters, UnitSet units, Grid grid) {
    double[] unitParameters = centering.unitParameters(parameters);
    if (precision == Precision.FLOAT64) {
      return new StepWork(unitParameters, units, grid);
    }
    if (narrowed == null) {
      narrowed = new float[unitParameters.length];
    }
    return new StepWork(Chunks.narrow(unitParameters, narrowed), units, grid);
  }

  private StepSum run(StepWork work, Supplier<String> description) {
    StepSum sum = runner.gradients(work, description);
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
    return probe.idleUnits(work(parameters, null, null));
  }

  /**
   * Scores rows.
   *
   * @param heldOut whether those held out, or those trained on
   */
  public ScoreSum score(double[] parameters, boolean heldOut, ScoreSpec spec, String description) {
    return runner.scores(work(parameters, null, null), heldOut, spec, description);
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
