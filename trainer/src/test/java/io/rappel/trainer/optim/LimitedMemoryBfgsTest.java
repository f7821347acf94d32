package io.rappel.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.Vectors64;
import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import io.rappel.trainer.optim.StepOutcome.Kind;
import io.rappel.trainer.optim.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** L-BFGS reaches the minima that SciPy, PyTorch and scikit-learn reach, and knows when to stop. */
class LimitedMemoryBfgsTest {

  /** Steps until the gradient is small or nothing moves; returns the evaluations. */
  private static int minimise(DifferentiableFunction function, double[] parameters, int steps) {
    Optimizer optimizer = new LimitedMemoryBfgs(parameters.length);
    double[] gradient = new double[parameters.length];
    int evaluations = 0;
    for (int step = 0; step < steps; step++) {
      StepOutcome outcome = optimizer.step(function, parameters);
      evaluations += outcome.evaluations();
      function.evaluate(parameters, gradient);
      if (outcome.kind() == Kind.STALLED || Vectors64.norm(gradient) < 1e-8) {
        return evaluations;
      }
    }
    return evaluations;
  }

  private static double value(DifferentiableFunction function, double[] parameters) {
    return function.evaluate(parameters, new double[parameters.length]).value();
  }

  @Test
  void reachesTheMinimumOfRosenbrockAsFastAsSciPyAndPyTorch() {
    assertAsGood("rosenbrock", TestFunctions.rosenbrock());
  }

  @Test
  void reachesTheMinimumOfAnIllConditionedQuadraticAsFastAsSciPyAndPyTorch() {
    assertAsGood("illConditioned", TestFunctions.quadratic(1e4));
  }

  private static void assertAsGood(String name, DifferentiableFunction function) {
    JsonNode reference = References.get(name);
    double[] parameters = References.vector(reference.get("start"));
    for (String other : List.of("scipy", "torch")) {
      double reached = reference.get(other).get("value").asDouble();
      assertThat((double) evaluationsTo(reached, function, parameters.clone()))
          .as("evaluations to the value that %s reaches", other)
          .isLessThan(1.2 * reference.get(other).get("evaluations").asDouble());
    }
    minimise(function, parameters, 2000);
    assertThat(parameters).usingComparatorWithPrecision(1e-7).containsOnly(1);
  }

  private static int evaluationsTo(double goal, DifferentiableFunction function, double[] start) {
    Optimizer optimizer = new LimitedMemoryBfgs(start.length);
    int evaluations = 0;
    while (value(function, start) > goal) {
      StepOutcome outcome = optimizer.step(function, start);
      assertThat(outcome.kind()).isEqualTo(Kind.MOVED);
      evaluations += outcome.evaluations();
    }
    return evaluations;
  }

  @Test
  void findsTheCoefficientsOfScikitLearn() {
    JsonNode reference = References.get("logistic");
    double[] expected = References.vector(reference.get("coefficients"));
    double[] parameters = new double[expected.length];
    minimise(
        TestFunctions.logistic(
            References.rows(reference.get("x")), References.integers(reference.get("y"))),
        parameters,
        100);
    for (int i = 0; i < expected.length; i++) {
      assertThat(parameters[i]).isCloseTo(expected[i], within(1e-7));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1, 1e6})
  void acceptedPointsHaveTheStrongWolfeConditions(double unit) {
    DifferentiableFunction rosenbrock = TestFunctions.rosenbrock();
    DifferentiableFunction function = scaled(rosenbrock, unit);
    double[] parameters = {-1.2, 1, -1.2, 1, 0.3};
    Optimizer optimizer = new LimitedMemoryBfgs(parameters.length);
    for (int step = 0; step < 25; step++) {
      double[] before = parameters.clone();
      StepOutcome outcome = optimizer.step(function, parameters);
      assertThat(outcome.kind()).isEqualTo(Kind.MOVED);
      assertWolfe(function, before, parameters);
    }
  }

  /** In terms of the displacement s = t d: f₁ ≤ f₀ + c₁ g₀ᵀs and |g₁ᵀs| ≤ c₂ |g₀ᵀs|. */
  private static void assertWolfe(DifferentiableFunction f, double[] before, double[] after) {
    double[] gradientBefore = new double[before.length];
    double[] gradientAfter = new double[before.length];
    double valueBefore = f.evaluate(before, gradientBefore).value();
    double valueAfter = f.evaluate(after, gradientAfter).value();
    double[] displacement = after.clone();
    Vectors64.addScaled(displacement, -1, before);
    double slopeBefore = Vectors64.dot(gradientBefore, displacement);
    double slopeAfter = Vectors64.dot(gradientAfter, displacement);
    double rounding = 1e-12 * Math.abs(valueBefore);
    assertThat(slopeBefore).isNegative();
    assertThat(valueAfter).isLessThanOrEqualTo(valueBefore + 1e-4 * slopeBefore + rounding);
    assertThat(Math.abs(slopeAfter)).isLessThanOrEqualTo(-0.9 * slopeBefore * (1 + 1e-9));
  }

  private static DifferentiableFunction scaled(DifferentiableFunction function, double unit) {
    return (p, g) -> {
      double value = function.evaluate(p, g).value();
      Vectors64.scale(g, unit);
      return Evaluation.of(unit * value);
    };
  }

  @Test
  void anIterationUsuallyCostsOneEvaluation() {
    double[] parameters = new double[20];
    Optimizer optimizer = new LimitedMemoryBfgs(20);
    List<Integer> evaluations = new ArrayList<>();
    for (int step = 0; step < 40; step++) {
      evaluations.add(optimizer.step(TestFunctions.quadratic(100), parameters).evaluations());
    }
    assertThat(evaluations.subList(1, 40).stream().filter(n -> n == 1).count()).isGreaterThan(30);
  }

  @Test
  void zeroGradientStallsWithoutMoving() {
    double[] parameters = {1, 1, 1};
    Optimizer optimizer = new LimitedMemoryBfgs(3);
    StepOutcome outcome = optimizer.step(TestFunctions.quadratic(10), parameters);
    assertThat(outcome).isEqualTo(new StepOutcome(Kind.STALLED, 0, 0, 1));
    assertThat(parameters).containsExactly(1, 1, 1);
  }

  @Test
  void fewEvaluationsAreSpentWhereRoundingHidesTheDescent() {
    DifferentiableFunction lifted =
        (p, g) -> Evaluation.of(1e6 + TestFunctions.rosenbrock().evaluate(p, g).value());
    double[] parameters = {-1.2, 1, -1.2, 1};
    Optimizer optimizer = new LimitedMemoryBfgs(4);
    StepOutcome outcome = optimizer.step(lifted, parameters);
    while (outcome.kind() == Kind.MOVED) {
      outcome = optimizer.step(lifted, parameters);
    }
    assertThat(outcome.kind()).isEqualTo(Kind.STALLED);
    assertThat(outcome.evaluations()).isLessThan(15);
    assertThat(parameters).usingComparatorWithPrecision(1e-4).containsOnly(1);
  }

  @Test
  void aGradientThatPointsTheWrongWayStallsWithoutMoving() {
    DifferentiableFunction wrong =
        (p, g) -> {
          g[0] = -2 * p[0];
          return Evaluation.of(p[0] * p[0]);
        };
    double[] parameters = {3};
    Optimizer optimizer = new LimitedMemoryBfgs(1);
    assertThat(optimizer.step(wrong, parameters).kind()).isEqualTo(Kind.STALLED);
    assertThat(parameters).containsExactly(3);
    assertThat(optimizer.state().steps()).isZero();
  }

  @Test
  void trialsThatAreNotFiniteAreTooFar() {
    DifferentiableFunction notANumberBelowZero =
        (p, g) -> {
          g[0] = 1000 - 1 / p[0];
          return Evaluation.of(1000 * p[0] - Math.log(p[0]));
        };
    double[] parameters = {0.9};
    assertThat(minimise(notANumberBelowZero, parameters, 50)).isLessThan(60);
    assertThat(parameters[0]).isCloseTo(1e-3, within(1e-8));
  }

  @Test
  void aKinkDoesNotStopTheDescentBeforeItIsReached() {
    DifferentiableFunction kink =
        (p, g) -> {
          g[0] = p[0] > 1 ? 3 : -1;
          return Evaluation.of(p[0] > 1 ? 3 * (p[0] - 1) : 1 - p[0]);
        };
    double[] parameters = {-4.3};
    minimise(kink, parameters, 20);
    assertThat(parameters[0]).isCloseTo(1, within(1e-6));
  }

  @Test
  void aFailingDirectionIsReplacedBySteepestDescent() {
    DifferentiableFunction slit =
        (p, g) -> {
          g[0] = p[0];
          g[1] = 0;
          return Evaluation.of(p[1] == 0 ? p[0] * p[0] / 2 : Double.NaN);
        };
    Optimizer optimizer = new LimitedMemoryBfgs(2);
    double[] leadsOutOfTheSlit = {1, 1};
    optimizer.restore(
        new OptimizerState(
            1,
            Map.of(
                "lbfgs.displacement.0",
                leadsOutOfTheSlit,
                "lbfgs.gradientChange.0",
                new double[] {1, 2})));
    double[] parameters = {0.5, 0};
    assertThat(optimizer.step(slit, parameters).kind()).isEqualTo(Kind.MOVED);
    assertThat(parameters).containsExactly(0, 0);
    assertThat(optimizer.state().arrays().get("lbfgs.displacement.0")).containsExactly(-0.5, 0);
  }

  @Test
  void parametersMovedByTheCallerAreEvaluatedAfresh() {
    Optimizer optimizer = new LimitedMemoryBfgs(3);
    double[] parameters = {3, 2, -1};
    optimizer.step(TestFunctions.quadratic(10), parameters);
    parameters[0] = 7;
    double expected = value(TestFunctions.quadratic(10), parameters);
    assertThat(optimizer.step(TestFunctions.quadratic(10), parameters).value()).isEqualTo(expected);
  }

  @Test
  void gradientsCannotBeClipped() {
    OptimizerSettings settings = OptimizerSettings.of(Schedule.constant(1)).withClipNorm(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptimizerKind.LBFGS.create(3, settings, Precision.FLOAT64))
        .withMessage("gradients cannot be clipped with the optimizer lbfgs");
  }
}
