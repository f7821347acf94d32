package io.rappel.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.Vectors64;
import io.rappel.trainer.optim.rule.IndexRange;
import io.rappel.trainer.optim.schedule.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients that are made where they are needed move as those that are there. */
class SlopeTest {

  private static final int LENGTH = 30_001; // several chunks

  private static double entry(double parameter, int i) {
    return (i % 7 - 3) * 0.1 + parameter / (1 + i % 3);
  }

  /** Its gradient is there; of the value, Σ p² is what making the gradient adds. */
  private static class Whole implements DifferentiableFunction {

    double seenNorm;

    @Override
    public Evaluation evaluate(double[] parameters, double[] gradient) {
      Arrays.setAll(gradient, i -> entry(parameters[i], i));
      return Evaluation.of(1 + Vectors64.dot(parameters, parameters));
    }

    @Override
    public boolean wantsGradient() {
      return true;
    }

    @Override
    public void begins(double[] parameters, double[] gradient) {
      seenNorm = Vectors64.norm(gradient);
    }

    @Override
    public void begins(float[] parameters, float[] gradient) {
      seenNorm = Vectors64.norm(Chunks.wide(gradient));
    }
  }

  /** The same, made part by part, which takes notes of how often. */
  private static final class Lazy extends Whole {

    private final boolean wantsGradient;
    private final AtomicIntegerArray made = new AtomicIntegerArray(LENGTH);
    private double added;

    Lazy(boolean wantsGradient) {
      this.wantsGradient = wantsGradient;
    }

    @Override
    public Slope64 slope(double[] parameters, double[] room) {
      Arrays.fill(room, Double.NaN);
      return new Slope64(Evaluation.of(1), room, (from, to) -> make(parameters, room, from, to));
    }

    @Override
    public Slope32 slope(float[] parameters, float[] room) {
      Arrays.fill(room, Float.NaN);
      return new Slope32(
          Evaluation.of(1),
          room,
          (from, to) -> {
            double[] wide = new double[LENGTH];
            double sum = make(Chunks.wide(parameters), wide, from, to);
            for (int i = from; i < to; i++) {
              room[i] = (float) wide[i];
            }
            return sum;
          });
    }

    private double make(double[] parameters, double[] gradient, int from, int to) {
      for (int i = from; i < to; i++) {
        gradient[i] = entry(parameters[i], i);
        made.incrementAndGet(i);
      }
      return Vectors64.dot(parameters, parameters, from, to);
    }

    @Override
    public boolean wantsGradient() {
      return wantsGradient;
    }

    @Override
    public void added(double toValue) {
      added = toValue;
    }
  }

  static List<Arguments> optimizers() {
    return Arrays.stream(OptimizerKind.values())
        .filter(kind -> kind != OptimizerKind.LBFGS)
        .flatMap(
            kind ->
                Arrays.stream(Precision.values())
                    .flatMap(
                        precision ->
                            Stream.of(
                                    new double[] {0, 0},
                                    new double[] {0.5, 0},
                                    new double[] {0.5, 0.2})
                                .map(clip -> arguments(kind, precision, clip[0], clip[1]))))
        .toList();
  }

  private static Optimizer create(
      OptimizerKind kind, Precision precision, double clipNorm, double clipValue) {
    OptimizerSettings settings =
        OptimizerSettings.of(Schedule.constant(0.01))
            .withClipNorm(clipNorm)
            .withClipValue(clipValue)
            .withSlowed(0.5, List.of(new IndexRange(5, 20_000)));
    return kind.create(
        LENGTH,
        kind == OptimizerKind.ADAMW
            ? settings.withWeightDecay(0.1, List.of(new IndexRange(0, LENGTH - 9)))
            : settings,
        precision);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void movesAsTheWholeGradientDoes(
      OptimizerKind kind, Precision precision, double clipNorm, double clipValue) {
    double[] start = new double[LENGTH];
    Arrays.setAll(start, i -> Math.sin(i));
    Point expected = Point.of(start.clone(), precision);
    Point point = Point.of(start.clone(), precision);
    Optimizer plain = create(kind, precision, clipNorm, clipValue);
    Optimizer optimizer = create(kind, precision, clipNorm, clipValue);
    for (int step = 0; step < 4; step++) {
      double[] before = point.wide().clone();
      Whole whole = new Whole();
      Lazy lazy = new Lazy(step % 2 == 1);
      StepOutcome wanted = plain.step(whole, expected);
      StepOutcome outcome = optimizer.step(lazy, point);

      assertThat(point.wide()).isEqualTo(expected.wide()).isNotEqualTo(before);
      assertThat(outcome).isEqualTo(wanted);
      assertThat(outcome.value()).isEqualTo(1 + lazy.added);
      assertThat(lazy.seenNorm).isEqualTo(step % 2 == 1 ? whole.seenNorm : 0);
      assertThat(lazy.made.toString()).doesNotContain("0", "2");
    }
    assertThat(optimizer.state().arrays().keySet()).isEqualTo(plain.state().arrays().keySet());
    optimizer
        .state()
        .arrays()
        .forEach((name, array) -> assertThat(array).isEqualTo(plain.state().arrays().get(name)));
  }
}
