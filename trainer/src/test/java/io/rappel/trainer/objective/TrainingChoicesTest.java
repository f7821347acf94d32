package io.rappel.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Dropout;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.LocalProblem.Setting;
import io.rappel.trainer.objective.LocalProblem.Training;
import io.rappel.trainer.objective.score.OutputDecoder;
import io.rappel.trainer.objective.score.ScoreSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sampling, dropout, class weights and the L1 penalty, in all combinations. */
class TrainingChoicesTest {

  private static final int ROWS = 120;
  private static final Network NETWORK =
      Network.of(4, new int[] {5, 6}, 3, true, Activation.TANH, Activation.SOFTMAX);
  private static final double[] CLASS_WEIGHTS = {2, 0.5, 0};

  static Stream<Training> all() {
    List<Training> all = new ArrayList<>();
    for (SamplingKind sampling : SamplingKind.values()) {
      for (double rate : new double[] {0, 0.3}) {
        for (double[] classWeights : new double[][] {{}, CLASS_WEIGHTS}) {
          for (double l1 : new double[] {0, 0.01}) {
            all.add(new Training(sampling, new Dropout(rate, 4), classWeights, l1));
          }
        }
      }
    }
    return all.stream();
  }

  private static List<Example> rows() {
    Random random = new Random(3);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] x = random.doubles(4, -1, 1).toArray();
      rows.add(
          new Example(
              Vectors.dense(x), new double[] {random.nextInt(3)}, random.nextInt(1, 8) / 4.0));
    }
    return rows;
  }

  private static LocalProblem problem(Training training, Precision precision, BatchSize batch) {
    Setting setting =
        new Setting(
            NETWORK, Loss.CROSS_ENTROPY, 0.1, Scaling.identity(4), false, 2, 0, precision, batch);
    return new LocalProblem(setting, training, rows(), runner -> runner);
  }

  private static double[] parameters() {
    return new Random(1).doubles(NETWORK.layout().size(), -0.8, 0.8).toArray();
  }

  private static UnitSet step(LocalProblem problem, int epoch, int index) {
    Iterator<UnitSet> steps = problem.plan().epoch(epoch);
    for (int i = 0; i < index; i++) {
      steps.next();
    }
    return steps.next();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theGradientIsWhatTheValueChangesBy(Training training) {
    try (LocalProblem problem = problem(training, Precision.FLOAT64, BatchSize.of(40))) {
      UnitSet step = step(problem, 2, 1);
      double[] parameters = parameters();
      double[] gradient = new double[parameters.length];
      problem.objective().evaluate(step, parameters, gradient, () -> "");
      double[] unused = new double[parameters.length];
      double h = 1e-5;
      for (int i = 0; i < parameters.length; i++) {
        double at = parameters[i];
        parameters[i] = at + h;
        double above = problem.objective().evaluate(step, parameters, unused, () -> "").total();
        parameters[i] = at - h;
        double below = problem.objective().evaluate(step, parameters, unused, () -> "").total();
        parameters[i] = at;

        assertThat(gradient[i])
            .as("parameter %d", i)
            .isCloseTo((above - below) / (2 * h), within(1e-8));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theGradientIsNearlyTheSameInFloat32(Training training) {
    try (LocalProblem exact = problem(training, Precision.FLOAT64, BatchSize.of(40));
        LocalProblem narrow = problem(training, Precision.FLOAT32, BatchSize.of(40))) {
      double[] parameters = Precision.FLOAT32.round(parameters());
      double[] expected = new double[parameters.length];
      double[] actual = new double[parameters.length];
      exact.objective().evaluate(step(exact, 1, 0), parameters, expected, () -> "");
      narrow.objective().evaluate(step(narrow, 1, 0), parameters, actual, () -> "");

      assertThat(actual).containsExactly(expected, within(5e-6));
    }
  }

  /** The loss of a full step, computed row by row from the outputs. */
  private static double loss(ToDoubleFunction<Example> weight) {
    double sum = 0;
    double weights = 0;
    for (Example row : rows()) {
      Setting one = Setting.of(NETWORK, Loss.CROSS_ENTROPY);
      try (LocalProblem alone = new LocalProblem(one, List.of(row))) {
        double[] unused = new double[NETWORK.layout().size()];
        sum += weight.applyAsDouble(row) * alone.evaluate(parameters(), unused).dataLoss();
        weights += weight.applyAsDouble(row);
      }
    }
    return sum / weights;
  }

  @Test
  void classWeightsMultiplyTheRowsOwnInTrainingAndNotInScores() {
    Training weighted = new Training(SamplingKind.SHUFFLE, Dropout.none(), CLASS_WEIGHTS, 0);
    try (LocalProblem problem = problem(weighted, Precision.FLOAT64, BatchSize.full())) {
      double[] unused = new double[NETWORK.layout().size()];
      double trained = problem.evaluate(parameters(), unused).dataLoss();
      ScoreSpec spec =
          ScoreSpec.of(OutputDecoder.classes(3, Loss.CROSS_ENTROPY, Activation.SOFTMAX), ROWS);
      double scored = problem.objective().score(parameters(), false, spec, "").meanLoss();

      assertThat(trained)
          .isCloseTo(
              loss(row -> row.weight() * CLASS_WEIGHTS[(int) row.targets()[0]]), within(1e-12));
      assertThat(scored).isCloseTo(loss(Example::weight), within(1e-12));
    }
  }

  @Test
  void dropoutDrawsAnewInEachStepAndChangesTheMeanLittle() {
    Training dropping = new Training(SamplingKind.SHUFFLE, new Dropout(0.3, 4), new double[0], 0);
    try (LocalProblem plain = problem(Training.plain(), Precision.FLOAT64, BatchSize.full());
        LocalProblem problem = problem(dropping, Precision.FLOAT64, BatchSize.full())) {
      double[] gradient = new double[NETWORK.layout().size()];
      double[] mean = new double[gradient.length];
      double first = Double.NaN;
      int steps = 3000;
      for (int epoch = 1; epoch <= steps; epoch++) {
        UnitSet step = step(problem, epoch, 0);
        double value =
            problem.objective().evaluate(step, parameters(), gradient, () -> "").dataLoss();
        first = epoch == 1 ? value : first;
        assertThat(epoch > 1 && value == first).as("another draw").isFalse();
        for (int i = 0; i < mean.length; i++) {
          mean[i] += gradient[i] / steps;
        }
      }
      // With an identity instead of tanh and softmax the mean would be the gradient itself.
      double[] expected = plain.gradient(parameters());
      double size = Math.sqrt(Arrays.stream(expected).map(g -> g * g).sum());
      double error = 0;
      for (int i = 0; i < mean.length; i++) {
        error += (mean[i] - expected[i]) * (mean[i] - expected[i]);
      }

      assertThat(Math.sqrt(error)).isLessThan(0.2 * size);
      assertThat(
              problem
                  .objective()
                  .evaluate(step(problem, 1, 0), parameters(), gradient, () -> "")
                  .dataLoss())
          .as("the same draw again, perhaps on another grid")
          .isCloseTo(first, within(1e-12));
    }
  }

  /** With one draw for all rows, the loss of many copies would change as much as that of one. */
  @Test
  void eachRowHasADrawOfItsOwn() {
    double spreadOfOne = spreadOfLosses(1);

    assertThat(spreadOfOne).isGreaterThan(0.01);
    assertThat(spreadOfLosses(400)).isLessThan(0.2 * spreadOfOne);
  }

  private static double spreadOfLosses(int copies) {
    Training dropping = new Training(SamplingKind.SHUFFLE, new Dropout(0.5, 4), new double[0], 0);
    Setting setting = Setting.of(NETWORK, Loss.CROSS_ENTROPY);
    List<Example> same = Collections.nCopies(copies, rows().get(0));
    try (LocalProblem problem = new LocalProblem(setting, dropping, same, runner -> runner)) {
      double[] unused = new double[NETWORK.layout().size()];
      double sum = 0;
      double squares = 0;
      int steps = 300;
      for (int epoch = 1; epoch <= steps; epoch++) {
        double loss =
            problem
                .objective()
                .evaluate(step(problem, epoch, 0), parameters(), unused, () -> "")
                .dataLoss();
        sum += loss;
        squares += loss * loss;
      }
      return Math.sqrt(squares / steps - Math.pow(sum / steps, 2));
    }
  }
}
