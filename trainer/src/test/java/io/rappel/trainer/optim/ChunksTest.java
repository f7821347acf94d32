package io.rappel.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
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
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 32_768, LONG})
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

  @Test
  void aSumHasTheSameBitsOnAnyNumberOfThreads() throws Exception {
    double[] a = numbers(LONG, 1);
    double[] b = numbers(LONG, 2);
    double here = Vectors.dot(a, b);
    for (int threads : new int[] {1, 2, 5}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      assertThat(pool.submit(() -> Vectors.dot(a, b)).get()).isEqualTo(here);
      pool.shutdown();
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
    Optimizer optimizer = kind.create(parameters.length, all);
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
        OptimizerKind.GD.create(LONG, OptimizerSettings.of(Schedule.constant(1)).withClipNorm(2));
    optimizer.step(
        (point, to) -> {
          System.arraycopy(gradient, 0, to, 0, LONG);
          return Evaluation.of(1);
        },
        parameters);

    assertThat(Vectors.norm(parameters)).isBetween(1.999999, 2.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aNumberThatIsNotFiniteIsFoundAnywhere(double number) {
    double[] numbers = numbers(LONG, 5);
    numbers[7] = Double.MAX_VALUE;
    assertThat(Vectors.allFinite(numbers)).isTrue();
    for (int place : new int[] {0, 16_384, LONG - 1}) {
      double[] spoilt = numbers.clone();
      spoilt[place] = number;
      assertThat(Vectors.allFinite(spoilt)).isFalse();
    }
  }
}
