package io.rappel.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import io.rappel.trainer.optim.StepOutcome.Kind;
import io.rappel.trainer.optim.schedule.Schedule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What every optimizer promises. */
class OptimizerContractTest {

  private static final DifferentiableFunction CONVEX = TestFunctions.quadratic(10);
  private static final double[] START = {3, -2, 0.5, 4, 1.5};

  static List<Arguments> optimizers() {
    return Arrays.stream(OptimizerKind.values())
        .flatMap(
            kind -> Arrays.stream(Precision.values()).map(precision -> arguments(kind, precision)))
        .toList();
  }

  private static Optimizer create(OptimizerKind kind, Precision precision) {
    double rate = kind == OptimizerKind.ADAGRAD ? 1 : 0.02;
    Schedule schedule = Schedule.inverse(rate, 2000);
    return kind.create(START.length, OptimizerSettings.of(schedule), precision);
  }

  private static void run(Optimizer optimizer, double[] parameters, int steps) {
    for (int step = 0; step < steps; step++) {
      optimizer.step(CONVEX, parameters);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void convergesOnConvexQuadratic(OptimizerKind kind, Precision precision) {
    double[] parameters = START.clone();
    run(create(kind, precision), parameters, 3000);
    assertThat(parameters).usingComparatorWithPrecision(0.02).containsOnly(1);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void continuesFromItsStateWithTheSameBits(OptimizerKind kind, Precision precision) {
    Optimizer whole = create(kind, precision);
    double[] parameters = START.clone();
    run(whole, parameters, 4);
    OptimizerState state = whole.state();
    double[] resumed = parameters.clone();
    run(whole, parameters, 5);

    Optimizer second = create(kind, precision);
    second.restore(state);
    run(second, resumed, 5);

    assertThat(resumed).containsExactly(parameters);
    assertSame(second.state(), whole.state());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void stateIsACopy(OptimizerKind kind, Precision precision) {
    Optimizer optimizer = create(kind, precision);
    double[] parameters = START.clone();
    run(optimizer, parameters, 2);
    OptimizerState before = optimizer.state();
    optimizer.state().arrays().values().forEach(array -> array[0] = Double.NaN);
    assertSame(optimizer.state(), before);
    optimizer.restore(before);
    run(optimizer, parameters, 1);
    assertThat(before.steps()).isEqualTo(2);
    before.arrays().values().forEach(array -> array[0] = Double.NaN);
    assertThat(optimizer.state().arrays().values())
        .allSatisfy(array -> assertThat(array).doesNotContain(Double.NaN));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void emptyBatchIsSkipped(OptimizerKind kind, Precision precision) {
    assertUntouched(
        kind, precision, (p, g) -> fill(g, Double.NaN, new Evaluation(0, true)), Kind.SKIPPED);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void valueThatIsNotFiniteDiverges(OptimizerKind kind, Precision precision) {
    assertUntouched(
        kind, precision, (p, g) -> fill(g, 1, Evaluation.of(Double.NaN)), Kind.DIVERGED);
    assertUntouched(
        kind,
        precision,
        (p, g) -> fill(g, 1, Evaluation.of(Double.NEGATIVE_INFINITY)),
        Kind.DIVERGED);
  }

  private static Evaluation fill(double[] gradient, double entry, Evaluation evaluation) {
    Arrays.fill(gradient, entry);
    return evaluation;
  }

  /** At a new point, so that no optimizer knows the value from the step before. */
  private static void assertUntouched(
      OptimizerKind kind, Precision precision, DifferentiableFunction function, Kind expected) {
    Optimizer optimizer = create(kind, precision);
    run(optimizer, START.clone(), 3);
    OptimizerState before = optimizer.state();
    double[] parameters = {1, 2, 3, 4, 5};
    assertThat(optimizer.step(function, parameters).kind()).isEqualTo(expected);
    assertThat(parameters).containsExactly(1, 2, 3, 4, 5);
    assertSame(optimizer.state(), before);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void stateOfAnotherSizeOrKindIsRefused(OptimizerKind kind, Precision precision) {
    Optimizer optimizer = create(kind, precision);
    run(optimizer, START.clone(), 3);
    OptimizerState good = optimizer.state();
    Map<String, double[]> strange = new LinkedHashMap<>(good.arrays());
    strange.put("strange", new double[] {1});
    assertRefused(optimizer, new OptimizerState(3, strange));
    assertRefused(optimizer, new OptimizerState(-1, good.arrays()));
    for (String name : good.arrays().keySet()) {
      Map<String, double[]> shorter = new LinkedHashMap<>(good.arrays());
      shorter.put(name, new double[0]);
      assertRefused(optimizer, new OptimizerState(3, shorter));
      shorter.remove(name);
      assertRefused(optimizer, new OptimizerState(3, shorter));
    }
    assertSame(optimizer.state(), good);
  }

  private static void assertRefused(Optimizer optimizer, OptimizerState state) {
    assertThatIllegalArgumentException().isThrownBy(() -> optimizer.restore(state));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ADAMW")
  void weightDecayIsForAdamwAlone(OptimizerKind kind) {
    OptimizerSettings settings =
        OptimizerSettings.of(Schedule.constant(1)).withWeightDecay(0.1, List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.create(1, settings, Precision.FLOAT64))
        .withMessageContaining("adamw");
  }

  private static void assertSame(OptimizerState actual, OptimizerState expected) {
    assertThat(actual.steps()).isEqualTo(expected.steps());
    assertThat(actual.arrays().keySet()).containsExactlyElementsOf(expected.arrays().keySet());
    actual
        .arrays()
        .forEach((name, array) -> assertThat(array).containsExactly(expected.arrays().get(name)));
  }
}
