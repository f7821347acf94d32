package io.rappel.trainer.optim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import io.rappel.trainer.optim.FirstOrder64;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.OptimizerSettings;
import io.rappel.trainer.optim.rule.ClipByNorm64;
import io.rappel.trainer.optim.rule.ClipByValue64;
import io.rappel.trainer.optim.rule.IndexRange;
import io.rappel.trainer.optim.rule.Momentum64;
import io.rappel.trainer.optim.rule.Transform64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Named schedules, warm-up, and the memory of a plateau; the formulas are in {@code
 * TrajectoryTest}.
 */
class ScheduleTest {

  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 0, 0.4",
    "CONSTANT, 4000, 0.4",
    "INVERSE, 0, 0.4",
    "INVERSE, 40, 0.2",
    "STEP, 119, 0.4",
    "STEP, 120, 0.04",
    "EXPONENTIAL, 4, 0.38",
    "EXPONENTIAL, 8, 0.361",
    "COSINE, 0, 0.4",
    "COSINE, 500, 0.2",
    "COSINE, 1000, 0",
    "COSINE, 1500, 0",
    "PLATEAU, 1000, 0.4"
  })
  void lengthsAreEpochsOfFourSteps(ScheduleKind kind, long step, double expected) {
    assertThat(kind.create(0.4, 4, 1000).learningRate(step)).isCloseTo(expected, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource
  void warmUpRisesLinearlyToTheSchedule(ScheduleKind kind) {
    Schedule schedule = kind.create(0.4, 4, 1000);
    Schedule warm = schedule.withWarmUp(8);
    for (int step = 0; step < 20; step++) {
      double share = Math.min(1, (step + 1) / 8.0);
      assertThat(warm.learningRate(step)).isEqualTo(share * schedule.learningRate(step));
    }
    assertThat(schedule.withWarmUp(0)).isSameAs(schedule);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule.withWarmUp(-1))
        .withMessage("the steps of the warm-up must be at least 0, but are -1");
  }

  @Test
  void plateauIsPartOfTheStateOfAnOptimizer() {
    Schedule first = new ReduceOnPlateau(0.4, 0.5, 1).withWarmUp(2);
    Optimizer optimizer =
        OptimizerKind.GD.create(1, OptimizerSettings.of(first), Precision.FLOAT64);
    for (int epoch = 0; epoch < 4; epoch++) {
      first.observe(1);
    }
    assertThat(first.learningRate(9)).isEqualTo(0.2);

    Schedule second = new ReduceOnPlateau(0.4, 0.5, 1).withWarmUp(2);
    Optimizer resumed = OptimizerKind.GD.create(1, OptimizerSettings.of(second), Precision.FLOAT64);
    resumed.restore(optimizer.state());
    assertThat(second.learningRate(9)).isEqualTo(0.2);
    second.observe(1);
    assertThat(second.learningRate(9)).isEqualTo(0.1);
  }

  /** By more and by less than a ten-thousandth of the best one, on both sides of 0. */
  @ParameterizedTest
  @CsvSource({
    "-27.3, -27.31, true",
    "-27.3, -27.302, false",
    "-27.3, -27.3, false",
    "-27.3, -27.299, false",
    "-27.3, 1, false",
    "27.3, 27.29, true",
    "27.3, 27.298, false",
    "27.3, -1, true",
    "0, -1e-9, true",
    "0, 0, false",
    "-1e300, -1.1e300, true"
  })
  void progressIsAShareOfTheBestLossWhateverItsSign(double best, double next, boolean progress) {
    ReduceOnPlateau plateau = new ReduceOnPlateau(1, 0.1, 0);
    plateau.observe(best);
    assertThat(plateau.learningRate(0)).isEqualTo(1);
    plateau.observe(next);
    assertThat(plateau.learningRate(0)).isEqualTo(progress ? 1 : 0.1);
  }

  @Test
  void aLossThatIsNotANumberIsNoProgress() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(1, 0.1, 0);
    plateau.observe(Double.NaN);
    assertThat(plateau.learningRate(0)).isEqualTo(0.1);
  }

  @Test
  void settingsAreChecked() {
    assertRefused(() -> Schedule.constant(0), "the learning rate must be a positive number");
    assertRefused(() -> Schedule.constant(Double.NaN), "the learning rate must be a positive");
    assertRefused(() -> Schedule.inverse(1, 0), "the steps of an inverse schedule");
    assertRefused(() -> Schedule.step(1, 0, 0.1), "the steps of a step schedule must be at least");
    assertRefused(() -> Schedule.exponential(1, -1), "the factor of an exponential schedule");
    assertRefused(() -> Schedule.cosine(1, -1, 5), "the last learning rate of a cosine schedule");
    assertRefused(() -> new ReduceOnPlateau(1, 1, 5), "the factor on a plateau must be at least 0");
    assertRefused(() -> new ReduceOnPlateau(1, 0.1, -5), "the patience on a plateau");
    assertRefused(() -> new ClipByNorm64(0), "the norm to clip at must be a positive number");
    assertRefused(() -> new ClipByValue64(-1), "the value to clip at must be a positive number");
    assertRefused(() -> new Momentum64(1, 1, false), "the momentum must be at least 0 and below 1");
    assertRefused(() -> new IndexRange(3, 2), "[3, 2) is no range of indices");
    assertRefused(
        () -> OptimizerSettings.of(Schedule.constant(1)).withClipNorm(-1), "the norm to clip at");
  }

  private static void assertRefused(Runnable settings, String message) {
    assertThatIllegalArgumentException().isThrownBy(settings::run).withMessageStartingWith(message);
  }

  @Test
  void twoTransformsOfOneStateAreRefused() {
    List<Transform64> twice = List.of(new Momentum64(1, 0.9, false), new Momentum64(1, 0.5, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FirstOrder64(1, Schedule.constant(1), twice))
        .withMessage("two transforms of one chain have a state momentum.velocity");
  }

  @Test
  void clippingToANormSurvivesGradientsWhoseSquaresOverflow() {
    Optimizer optimizer =
        OptimizerKind.GD.create(
            2, OptimizerSettings.of(Schedule.constant(1)).withClipNorm(5), Precision.FLOAT64);
    double[] parameters = new double[2];
    optimizer.step(
        (p, g) -> {
          g[0] = 3e200;
          g[1] = -4e200;
          return Evaluation.of(0);
        },
        parameters);
    assertThat(parameters).usingComparatorWithPrecision(1e-12).containsExactly(-3, 4);
  }
}
