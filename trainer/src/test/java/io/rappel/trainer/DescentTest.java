package io.rappel.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.config.Recipe;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescentTest {

  private static final Network NETWORK =
      Network.of(2, new int[] {3}, 1, true, Activation.RELU, Activation.IDENTITY);

  /** Ten steps an epoch. */
  private static final BatchPlan PLAN =
      new BatchPlan(new int[] {640}, BatchSize.of(64), SamplingKind.SHUFFLE, 1);

  private static Descent descent(TrainingConfig open) {
    TrainingConfig config = Recipe.settle(open, Task.REGRESSION, 640, 1);
    return new Descent(config.descent(), config.end(), config.network().dropout());
  }

  private static List<Double> rates(TrainingConfig config, int steps) {
    Optimizer optimizer = descent(config).optimizer(NETWORK, PLAN, new BitSet(), Precision.FLOAT64);
    double[] parameters = new double[NETWORK.layout().size()];
    List<Double> rates = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      rates.add(optimizer.step((point, gradient) -> Evaluation.of(1), parameters).stepSize());
    }
    return rates;
  }

  @Test
  void theRateFollowsScheduleAndWarmUpOverTheStepsOfTheWholeRun() {
    TrainingConfig config =
        TrainingConfig.builder()
            .optimizer(OptimizerKind.GD)
            .learningRate(1)
            .epochs(4)
            .schedule(ScheduleKind.COSINE)
            .warmUp(5)
            .build();
    List<Double> rates = rates(config, 40);

    assertThat(PLAN.stepsPerEpoch()).isEqualTo(10);
    assertThat(rates.get(0)).isEqualTo(0.2);
    assertThat(rates.get(20)).isCloseTo(0.5, within(1e-12));
    assertThat(rates.get(39)).isPositive().isLessThan(0.002);
  }

  @Test
  void adamwDecaysWeightsAndNotBiases() {
    TrainingConfig config =
        TrainingConfig.builder().optimizer(OptimizerKind.ADAMW).learningRate(0.1).build();
    double[] parameters = new double[NETWORK.layout().size()];
    Arrays.fill(parameters, 1);
    descent(config)
        .optimizer(NETWORK, PLAN, new BitSet(), Precision.FLOAT64)
        .step(
            (point, gradient) -> {
              Arrays.fill(gradient, 0);
              return Evaluation.of(1);
            },
            parameters);

    NETWORK
        .layout()
        .tensors()
        .forEach(
            tensor -> {
              double expected = tensor.weight() ? 1 - 0.1 * 0.01 : 1;
              for (int i = tensor.offset(); i < tensor.end(); i++) {
                assertThat(parameters[i]).as(tensor.name()).isCloseTo(expected, within(1e-15));
              }
            });
  }

  @Test
  void weightsOfBinsMoveByARateOfTheirOwn() {
    TrainingConfig config =
        TrainingConfig.builder()
            .optimizer(OptimizerKind.ADAMW)
            .learningRate(0.1)
            .splineRate(0.25)
            .build();
    BitSet second = new BitSet();
    second.set(1);
    double[] parameters = new double[NETWORK.layout().size()];
    Arrays.fill(parameters, 1);
    descent(config)
        .optimizer(NETWORK, PLAN, second, Precision.FLOAT64)
        .step(
            (point, gradient) -> {
              Arrays.fill(gradient, 7);
              return Evaluation.of(1);
            },
            parameters);

    // Adam's first step is the learning rate, whatever the gradient; decay is 0.01 of it.
    assertThat(Arrays.copyOf(parameters, 9))
        .containsExactly(
            new double[] {0.899, 0.899, 0.899, 0.97475, 0.97475, 0.97475, 0.9, 0.9, 0.9},
            within(1e-8));
  }

  @Test
  void gradientsAreClipped() {
    TrainingConfig config =
        TrainingConfig.builder()
            .optimizer(OptimizerKind.GD)
            .learningRate(1)
            .clipNorm(0.5)
            .clipValue(2)
            .build();
    double[] parameters = new double[NETWORK.layout().size()];
    descent(config)
        .optimizer(NETWORK, PLAN, new BitSet(), Precision.FLOAT64)
        .step(
            (point, gradient) -> {
              Arrays.fill(gradient, 0);
              gradient[0] = 300;
              gradient[1] = -1;
              return Evaluation.of(1);
            },
            parameters);

    assertThat(parameters[0] / parameters[1]).isCloseTo(-2, within(1e-12));
    assertThat(Math.hypot(parameters[0], parameters[1])).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void saysWhatItDoes() {
    TrainingConfig config =
        TrainingConfig.builder()
            .learningRate(0.01)
            .schedule(ScheduleKind.STEP)
            .warmUp(7)
            .clipNorm(2)
            .dropout(0.5)
            .build();

    assertThat(descent(config))
        .hasToString(
            "adamw, learning rate 0.01 step, warm-up steps 7, weight decay 0.02, norm clipped to 2.0, dropout 0.5");
  }
}
