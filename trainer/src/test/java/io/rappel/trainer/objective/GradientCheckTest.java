package io.rappel.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.math.Precision;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against central differences, over the whole cross product. */
class GradientCheckTest {

  private static final double H = 1e-5;

  @ParameterizedTest
  @MethodSource("io.rappel.trainer.objective.GradientCase#all")
  void isWhatTheValueChangesBy(GradientCase gradientCase) {
    try (LocalProblem problem = gradientCase.problem(Precision.FLOAT64)) {
      double[] parameters = gradientCase.parameters();
      double[] gradient = problem.gradient(parameters);
      for (int i = 0; i < parameters.length; i++) {
        double h = H;
        double quotient = quotient(problem, parameters, i, h);
        if (Math.abs(gradient[i] - quotient) > tolerance(h, gradient[i])) {
          h = H / 10; // misses a kink that lies within H of the parameter, as relu has
          quotient = quotient(problem, parameters, i, h);
        }

        assertThat(gradient[i])
            .as("parameter %d", i)
            .isCloseTo(quotient, within(tolerance(h, gradient[i])));
      }
    }
  }

  /** The central difference of the objective. */
  private static double quotient(LocalProblem problem, double[] parameters, int i, double h) {
    double[] unused = new double[parameters.length];
    double at = parameters[i];
    parameters[i] = at + h;
    double above = problem.evaluate(parameters, unused).total();
    parameters[i] = at - h;
    double below = problem.evaluate(parameters, unused).total();
    parameters[i] = at;
    return (above - below) / (2 * h);
  }

  /**
   * Third derivatives are at most about 100 here, so truncation is below 20 h²; values are about 1
   * and rounded, on the grid, by about 2⁻⁴⁷.
   */
  private static double tolerance(double h, double gradient) {
    return (20 * h * h + 0x1p-46 / h) * (1 + Math.abs(gradient));
  }

  /**
   * Each of at most 80 rows adds a term that is off by some units of 2⁻²⁴, as each multiply and
   * activation on its way rounds; errors of either sign add up to about 80^½ · 8 · 2⁻²⁴ of the
   * largest, a few millionths.
   */
  @ParameterizedTest
  @MethodSource("io.rappel.trainer.objective.GradientCase#all")
  void isNearlyTheSameInFloat32(GradientCase gradientCase) {
    try (LocalProblem exact = gradientCase.problem(Precision.FLOAT64);
        LocalProblem narrow = gradientCase.problem(Precision.FLOAT32)) {
      double[] parameters = Precision.FLOAT32.round(gradientCase.parameters());
      double[] expected = exact.gradient(parameters);
      double[] actual = narrow.gradient(parameters);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();

      assertThat(actual).containsExactly(expected, within(5e-6 * Math.max(1, largest)));
    }
  }
}
