package io.rappel.trainer.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.OptimizerSettings;
import io.rappel.trainer.optim.rule.IndexRange;
import io.rappel.trainer.optim.schedule.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {

  private static final int LONG = 100_003;

  private static double[] numbers(int n, long seed) {
    Random random = new Random(seed);
    double[] numbers = new double[n];
    Arrays.setAll(numbers, i -> Math.scalb(random.nextGaussian(), random.nextInt(40) - 20));
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, 16_384, LONG})
  void eachEntryIsVisitedOnce(int n) {
    int[] visits = new int[n];
    Chunks.each(
        n,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            visits[i]++;
          }
        });

    assertThat(Arrays.stream(visits)).hasSize(n).allMatch(count -> count == 1);
  }

  /** Within a task of the team there is one thread. */
  @Test
  void aSumHasTheSameBitsOnAnyNumberOfThreads() {
    double[] a = numbers(LONG, 1);
    double[] b = numbers(LONG, 2);
    double[] alone = new double[2];
    Team.run(2, Team.size(), (task, worker) -> alone[task] = Vectors64.dot(a, b));

    assertThat(alone).containsOnly(Vectors64.dot(a, b));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 1000, LONG})
  void aDotProductIsThatOfItsEntries(int n) {
    double[] a = new Random(6).doubles(n, 1, 2).toArray();
    double[] b = new Random(7).doubles(n, 1, 2).toArray();
    double expected = IntStream.range(0, n).mapToDouble(i -> a[i] * b[i]).sum();

    assertThat(Vectors64.dot(a, b, 0, n)).isCloseTo(expected, withPercentage(1e-10));
    assertThat(Vectors64.dot(a, b, n / 3, n / 2))
        .isCloseTo(
            IntStream.range(n / 3, n / 2).mapToDouble(i -> a[i] * b[i]).sum(),
            withPercentage(1e-10));
  }

  @Test
  void narrowingRoundsEachEntry() {
    double[] wide = numbers(LONG, 8);
    float[] narrow = Chunks.narrow(wide, new float[LONG]);

    for (int i = 0; i < LONG; i++) {
      assertThat(narrow[i]).isEqualTo((float) wide[i]);
    }
  }

  /** What an optimizer does to an entry depends on no other entry, unless norms are clipped. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LBFGS")
  void longVectorsAreUpdatedAsShortOnesAre(OptimizerKind kind) {
    double[] parameters = numbers(LONG, 3);
    double[] expected = parameters.clone();
    OptimizerSettings settings = OptimizerSettings.of(Schedule.constant(0.01)).withClipValue(0.5);
    run(kind, settings, parameters, 0);
    for (int from = 0; from < LONG; from += 10_000) {
      int to = Math.min(LONG, from + 10_000);
      double[] part = Arrays.copyOfRange(expected, from, to);
      run(kind, settings, part, from);
      System.arraycopy(part, 0, expected, from, part.length);
    }

    assertThat(parameters).isEqualTo(expected);
  }

  private static void run(
      OptimizerKind kind, OptimizerSettings settings, double[] parameters, int offset) {
    boolean decays = kind == OptimizerKind.ADAMW;
    int decayedTo = Math.max(0, Math.min(parameters.length, 60_000 - offset));
    OptimizerSettings all =
        decays ? settings.withWeightDecay(0.1, List.of(new IndexRange(0, decayedTo))) : settings;
    Optimizer optimizer = kind.create(parameters.length, all, Precision.FLOAT64);
    for (int step = 0; step < 3; step++) {
      double[] gradient = numbers(LONG, 10 + step);
      optimizer.step(
          (point, to) -> {
            System.arraycopy(gradient, offset, to, 0, to.length);
            return Evaluation.of(1);
          },
          parameters);
    }
  }

  @Test
  void aLongGradientIsClippedByItsWholeNorm() {
    double[] parameters = new double[LONG];
    double[] gradient = numbers(LONG, 4);
    Optimizer optimizer =
        OptimizerKind.GD.create(
            LONG, OptimizerSettings.of(Schedule.constant(1)).withClipNorm(2), Precision.FLOAT64);
    optimizer.step(
        (point, to) -> {
          System.arraycopy(gradient, 0, to, 0, LONG);
          return Evaluation.of(1);
        },
        parameters);

    assertThat(Vectors64.norm(parameters)).isBetween(1.999999, 2.0);
  }
}
