package io.rappel.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import io.rappel.trainer.optim.LineFunction.Trial;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The line search on the functions of Moré and Thuente (1994, section 5), and on some with traps.
 */
class StrongWolfeSearchTest {

  private static LineFunction line(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    DifferentiableFunction function =
        (p, gradient) -> {
          gradient[0] = slope.applyAsDouble(p[0]);
          return Evaluation.of(value.applyAsDouble(p[0]));
        };
    double[] gradient = new double[1];
    double start = function.evaluate(new double[1], gradient).value();
    return new LineFunction(function, new double[1], start, gradient, new double[] {1});
  }

  static Stream<Arguments> searches() {
    return Stream.of(1e-3, 1e-1, 1.0, 10.0, 1e3)
        .flatMap(
            firstStep ->
                Stream.of(
                    Arguments.argumentSet(
                        "(5.1) from " + firstStep,
                        line(t -> -t / (t * t + 2), t -> (t * t - 2) / Math.pow(t * t + 2, 2)),
                        firstStep),
                    Arguments.argumentSet(
                        "(5.2) from " + firstStep,
                        line(
                            t -> Math.pow(t + 0.004, 5) - 2 * Math.pow(t + 0.004, 4),
                            t -> 5 * Math.pow(t + 0.004, 4) - 8 * Math.pow(t + 0.004, 3)),
                        firstStep),
                    Arguments.argumentSet(
                        "(5.4), β = 0.001 and 0.01, from " + firstStep,
                        line(t -> yanai(t, 0.001, 0.01), t -> yanaiSlope(t, 0.001, 0.01)),
                        firstStep)));
  }

  private static double yanai(double t, double b1, double b2) {
    return gamma(b1) * Math.hypot(1 - t, b2) + gamma(b2) * Math.hypot(t, b1);
  }

  private static double yanaiSlope(double t, double b1, double b2) {
    return gamma(b1) * (t - 1) / Math.hypot(1 - t, b2) + gamma(b2) * t / Math.hypot(t, b1);
  }

  private static double gamma(double b) {
    return Math.hypot(1, b) - b;
  }

  @ParameterizedTest
  @MethodSource("searches")
  void findsPointsWithBothConditions(LineFunction line, double firstStep) {
    Trial found = StrongWolfeSearch.search(line, firstStep).orElseThrow();
    Trial start = line.start();
    assertThat(found.step()).isPositive();
    assertThat(found.value())
        .isLessThanOrEqualTo(start.value() + 1e-4 * found.step() * start.slope());
    assertThat(Math.abs(found.slope())).isLessThanOrEqualTo(0.9 * -start.slope());
    assertThat(line.evaluations()).isLessThanOrEqualTo(15);
  }

  @Test
  void aFlatPointThatIsHardlyLowerIsNotEnough() {
    // φ(0) = 0, φ'(0) = −1, and φ(1) = −10⁻⁶ with slope 0; the minimum of −0.148 lies at 1/3.
    LineFunction line =
        line(t -> -t * (1 - t) * (1 - t) - 1e-6 * t * t, t -> -(1 - t) * (1 - 3 * t) - 2e-6 * t);
    Trial found = StrongWolfeSearch.search(line, 1).orElseThrow();
    assertThat(found.step()).isLessThan(1);
    assertThat(found.value()).isLessThan(-1e-4 * found.step());
  }

  @Test
  void minusInfinityIsNoMinimum() {
    LineFunction line =
        line(t -> t > 0.3 ? Double.NEGATIVE_INFINITY : t * (t - 0.4), t -> 2 * t - 0.4);
    assertThat(StrongWolfeSearch.search(line, 1).orElseThrow().step()).isBetween(0.02, 0.3);
  }

  @Test
  void endsWhereTheFunctionFallsForever() {
    LineFunction line = line(t -> -t, t -> -1);
    Trial found = StrongWolfeSearch.search(line, 1).orElseThrow();
    assertThat(found.value()).isFinite().isEqualTo(-found.step());
    assertThat(line.evaluations()).isEqualTo(25);
  }

  @Test
  void aRayThatDoesNotDescendIsNotFollowed() {
    for (double slope : new double[] {0, 1, Double.NaN}) {
      LineFunction line = line(t -> -t, t -> slope);
      assertThat(StrongWolfeSearch.search(line, 1)).isEqualTo(Optional.empty());
      assertThat(line.evaluations()).isZero();
    }
  }
}
