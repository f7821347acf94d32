package io.rappel.trainer;

import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.math.Vectors32;
import io.rappel.trainer.math.Vectors64;
import io.rappel.trainer.objective.MeanGradient32;
import io.rappel.trainer.objective.MeanGradient64;
import io.rappel.trainer.objective.Objective;
import io.rappel.trainer.optim.DifferentiableFunction;
import io.rappel.trainer.optim.Slope32;
import io.rappel.trainer.optim.Slope64;
import java.util.List;
import java.util.function.Supplier;

/** The objective of one step, which notes for the report what it is where the step begins. */
final class StepFunction implements DifferentiableFunction {

  private final BatchedObjective work;
  private final Objective objective;
  private final UnitSet units;
  private final Supplier<String> description;
  private final boolean wantsNorms;
  private final Pace pace;

  private Objective.Value seen;
  private boolean whole = true;
  private double penalty;
  private double dataLoss = Double.NaN;
  private List<Double> layerNorms = List.of();

  /**
   * @param units of the step
   * @param description of the step, for people
   * @param wantsNorms whether the gradient is to be measured
   * @param pace is told of each evaluation
   */
  StepFunction(
      BatchedObjective work,
      UnitSet units,
      Supplier<String> description,
      boolean wantsNorms,
      Pace pace) {
    this.work = work;
    this.objective = work.objective();
    this.units = units;
    this.description = description;
    this.wantsNorms = wantsNorms;
    this.pace = pace;
  }

  @Override
  public Evaluation evaluate(double[] point, double[] gradient) {
    seen = objective.evaluate(units, point, gradient, description);
    pace.count(units);
    return new Evaluation(seen.total(), seen.weight() == 0);
  }

  @Override
  public Slope64 slope(double[] point, double[] room) {
    MeanGradient64 made = objective.slope(units, point, room, description);
    return new Slope64(sloped(made.value()), made.gradient(), made::make);
  }

  @Override
  public Slope32 slope(float[] point, float[] room) {
    MeanGradient32 made = objective.slope(units, point, room, description);
    return new Slope32(sloped(made.value()), made.gradient(), made::make);
  }

  private Evaluation sloped(Objective.Value value) {
    whole = false;
    pace.count(units);
    dataLoss = value.dataLoss();
    return new Evaluation(dataLoss, value.weight() == 0);
  }

  @Override
  public void added(double toValue) {
    penalty = toValue;
  }

  @Override
  public boolean wantsGradient() {
    return wantsNorms;
  }

  @Override
  public void begins(double[] point, double[] gradient) {
    if (whole) { // whose value may be known from the step before
      penalty = seen == null ? objective.penalty(point) : seen.penalty();
    }
    if (wantsNorms) {
      layerNorms =
          GradientNorms.of(
              work.layout(), (from, to) -> Vectors64.dot(gradient, gradient, from, to));
    }
  }

  @Override
  public void begins(float[] point, float[] gradient) {
    layerNorms =
        GradientNorms.of(work.layout(), (from, to) -> Vectors32.dot(gradient, gradient, from, to));
  }

  /** The norm of each layer's weights in the gradient where the step began; empty: not measured. */
  List<Double> layerNorms() {
    return layerNorms;
  }

  /**
   * The loss without the penalty where the step began. Where the objective is known as a whole
   * alone, it is what the penalty leaves of it.
   *
   * @param value of the objective there
   */
  double dataLoss(double value) {
    return whole ? value - penalty : dataLoss;
  }

  /** The penalty where the step began. */
  double penalty() {
    return penalty;
  }
}
