package io.rappel.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.Vectors64;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.DivergedException;
import io.rappel.trainer.objective.LocalProblem;
import io.rappel.trainer.objective.Objective;
import io.rappel.trainer.objective.score.OutputDecoder;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.optim.DifferentiableFunction;
import io.rappel.trainer.optim.Optimizer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.OptimizerSettings;
import io.rappel.trainer.optim.OptimizerState;
import io.rappel.trainer.optim.Point;
import io.rappel.trainer.optim.StepOutcome;
import io.rappel.trainer.optim.schedule.ReduceOnPlateau;
import io.rappel.trainer.optim.schedule.Schedule;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a training ends, and which parameters it gives. */
class TrainerTest {

  private static final Network NETWORK =
      Network.of(2, new int[] {40}, 1, true, Activation.TANH, Activation.SIGMOID);
  private static final List<String> LABELS = List.of("no", "yes");
  private static final ScoreSpec SCORE =
      ScoreSpec.of(OutputDecoder.classes(2, Loss.LOGISTIC, Activation.SIGMOID), 100);

  /** A third of the labels is wrong, so that many units soon learn what does not generalize. */
  private static List<Example> noisyRows(int count) {
    Random random = new Random(4);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      boolean label = x + y > 0 ^ random.nextInt(3) == 0;
      rows.add(TestRows.row(label ? 1 : 0, 1, x, y));
    }
    return rows;
  }

  /** Hears what happens. */
  private static final class Heard implements TrainingListener {

    private final List<StepReport> steps = new ArrayList<>();
    private final List<EpochReport> epochs = new ArrayList<>();

    @Override
    public void stepped(StepReport step) {
      steps.add(step);
    }

    @Override
    public void epochEnded(EpochReport epoch) {
      epochs.add(epoch);
    }

    private List<Double> validationLosses() {
      return epochs.stream().map(EpochReport::validationLoss).toList();
    }
  }

  private final Heard heard = new Heard();

  private static LocalProblem problem(List<Example> rows, BatchSize batch, double heldOut) {
    return new LocalProblem(
        new LocalProblem.Setting(
            NETWORK,
            Loss.LOGISTIC,
            0,
            Scaling.identity(2),
            false,
            2,
            heldOut,
            Precision.FLOAT64,
            batch),
        rows);
  }

  private Trainer trainer(
      TrainingConfig config,
      Network network,
      LocalProblem problem,
      Optimizer optimizer,
      ScoreSpec validation,
      List<String> labels) {
    return new Trainer(
        config.end(),
        new BatchedObjective(
            network.layout(), config.running().precision(), problem.objective(), problem.plan()),
        optimizer,
        new EpochChecks(validation, labels, null),
        heard);
  }

  private Trainer.Outcome train(
      LocalProblem problem, TrainingConfig.Builder builder, boolean validates) {
    TrainingConfig config = builder.build();
    OptimizerSettings settings =
        OptimizerSettings.of(Schedule.constant(config.descent().learningRate()));
    Trainer trainer =
        trainer(
            config,
            NETWORK,
            problem,
            config
                .descent()
                .optimizer()
                .create(NETWORK.layout().size(), settings, Precision.FLOAT64),
            validates ? SCORE : null,
            LABELS);
    return trainer.run(config.network().initializer().initialize(NETWORK, config.batches().seed()));
  }

  private static TrainingConfig.Builder settings() {
    return TrainingConfig.builder()
        .learningRate(0.05)
        .epochs(60)
        .tolerance(0)
        .patience(0)
        .precision(Precision.FLOAT64)
        .optimizer(OptimizerKind.ADAM);
  }

  private static double validationLoss(LocalProblem problem, double[] parameters) {
    return problem.objective().score(parameters, true, SCORE, "test").meanLoss();
  }

  @Test
  void patienceEndsARunAndKeepsTheBestEpoch() {
    try (LocalProblem problem = problem(noisyRows(300), BatchSize.of(20), 0.3)) {
      Trainer.Outcome outcome = train(problem, settings().patience(5), true);
      List<Double> losses = heard.validationLosses();
      int best = losses.indexOf(losses.stream().min(Comparator.naturalOrder()).orElseThrow()) + 1;

      assertThat(outcome.epochs()).isLessThan(60).isEqualTo(best + 5).isEqualTo(losses.size());
      assertThat(outcome.stoppedBecause())
          .contains("has not improved for 5 epochs", "the model is that of epoch " + best);
      assertThat(validationLoss(problem, outcome.parameters())).isEqualTo(losses.get(best - 1));
      assertThat(heard.epochs.get(best - 1).best()).isTrue();
      assertThat(heard.epochs.subList(best, losses.size())).noneMatch(EpochReport::best);
    }
  }

  @Test
  void patienceKeepsTheBestOfARunThatEndsOtherwise() {
    try (LocalProblem problem = problem(noisyRows(300), BatchSize.of(20), 0.3)) {
      Trainer.Outcome outcome = train(problem, settings().patience(1000), true);
      List<Double> losses = heard.validationLosses();

      int best = losses.indexOf(losses.stream().min(Comparator.naturalOrder()).orElseThrow()) + 1;
      assertThat(best).isLessThan(60);
      assertThat(outcome.stoppedBecause())
          .isEqualTo("all 60 epochs are done; the model is that of epoch " + best);
      assertThat(losses).hasSize(60);
      assertThat(validationLoss(problem, outcome.parameters()))
          .isEqualTo(losses.stream().min(Comparator.naturalOrder()).orElseThrow())
          .isLessThan(losses.get(59));
    }
  }

  @Test
  void withoutPatienceTheLastParametersAreKept() {
    try (LocalProblem problem = problem(noisyRows(300), BatchSize.of(20), 0.3)) {
      Trainer.Outcome outcome = train(problem, settings(), true);
      List<Double> losses = heard.validationLosses();

      assertThat(outcome.epochs()).isEqualTo(60);
      assertThat(validationLoss(problem, outcome.parameters())).isEqualTo(losses.get(59));
      assertThat(losses).anyMatch(loss -> loss < losses.get(59));
    }
  }

  @Test
  void withoutValidationRowsPatienceMeansNothing() {
    try (LocalProblem problem = problem(noisyRows(100), BatchSize.of(20), 0)) {
      Trainer.Outcome outcome = train(problem, settings().epochs(30).patience(1), false);

      assertThat(outcome.epochs()).isEqualTo(30);
      assertThat(heard.epochs.get(7).validationLoss()).isNaN();
      assertThat(heard.epochs.get(7).validation()).isEmpty();
    }
  }

  @Test
  void theToleranceEndsARunThatHardlyChanges() {
    try (LocalProblem problem = problem(noisyRows(300), BatchSize.full(), 0)) {
      Trainer.Outcome outcome =
          train(
              problem,
              settings().optimizer(OptimizerKind.GD).epochs(10_000).tolerance(1e-3),
              false);
      double[] losses = heard.epochs.stream().mapToDouble(EpochReport::loss).toArray();
      int last = losses.length - 1;

      assertThat(outcome.stoppedBecause()).contains("converged", "0.001", "epoch " + (last + 1));
      assertThat(Math.abs(losses[last] - losses[last - 1])).isLessThan(1e-3 * losses[last - 1]);
      for (int i = 1; i < last; i++) {
        assertThat(Math.abs(losses[i] - losses[i - 1])).isGreaterThan(1e-3 * losses[i - 1]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 15, 16})
  void theLargestNumberOfStepsIsMadeExactly(int steps) {
    try (LocalProblem problem = problem(noisyRows(150), BatchSize.of(10), 0)) {
      assertThat(problem.plan().stepsPerEpoch()).isBetween(15, 16);
      Trainer.Outcome outcome = train(problem, settings().maxSteps(steps), false);

      assertThat(outcome.steps()).isEqualTo(steps);
      assertThat(heard.steps).hasSize(steps);
      assertThat(heard.steps.stream().map(StepReport::step))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, steps).boxed().toList());
      assertThat(outcome.stoppedBecause())
          .isEqualTo(
              steps == 1
                  ? "the 1 step of --max-steps is done"
                  : "the %d steps of --max-steps are done".formatted(steps));
    }
  }

  @Test
  void oneStepIsThatStep() {
    try (LocalProblem problem = problem(noisyRows(100), BatchSize.full(), 0)) {
      double[] start =
          TrainingConfig.builder().build().network().initializer().initialize(NETWORK, 1);
      double[] gradient = new double[start.length];
      problem
          .objective()
          .evaluate(problem.plan().epoch(1).next(), start, gradient, () -> "by hand");
      Trainer.Outcome outcome =
          train(problem, settings().optimizer(OptimizerKind.GD).maxSteps(1), false);

      for (int i = 0; i < start.length; i++) {
        assertThat(outcome.parameters()[i]).isCloseTo(start[i] - 0.05 * gradient[i], within(1e-14));
      }
    }
  }

  @Test
  void batchesWithoutWeightAreSkipped() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(TestRows.row(i % 3 == 0 ? 1 : 0, i % 3 == 0 ? 2 : 0, i, -i));
    }
    try (LocalProblem problem = problem(rows, BatchSize.of(1), 0)) {
      Trainer.Outcome outcome = train(problem, settings().epochs(2).learningRate(1e-3), false);

      assertThat(outcome.steps()).isEqualTo(40);
      assertThat(heard.steps).allMatch(step -> Double.isFinite(step.loss()) && step.loss() > 0);
      assertThat(DoubleStream.of(outcome.parameters())).allMatch(Double::isFinite);
    }
  }

  @Test
  void rowsWithoutAnyWeightAreNoTraining() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rows.add(TestRows.row(i % 2, 0, i, 1));
    }
    try (LocalProblem problem = problem(rows, BatchSize.full(), 0)) {
      assertThatThrownBy(() -> train(problem, settings().epochs(3).maxSteps(2), false))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "no update was made in 3 epochs, as no batch had a row with a weight above 0; a larger --batch may help");
      assertThat(heard.epochs).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = OptimizerKind.class,
      names = {"GD", "MOMENTUM", "NESTEROV"})
  void aRunThatDivergesSaysSo(OptimizerKind optimizer) {
    Network line = Network.of(1, new int[0], 1, true, Activation.IDENTITY, Activation.IDENTITY);
    List<Example> rows = List.of(TestRows.row(1, 1, 1), TestRows.row(7, 1, 2));
    TrainingConfig config =
        settings().optimizer(optimizer).learningRate(100).epochs(10_000).build();
    try (LocalProblem problem =
        new LocalProblem(LocalProblem.Setting.of(line, Loss.SQUARED), rows)) {
      Trainer trainer =
          trainer(
              config,
              line,
              problem,
              optimizer.create(2, OptimizerSettings.of(Schedule.constant(100)), Precision.FLOAT64),
              null,
              List.of("y"));

      assertThatThrownBy(() -> trainer.run(new double[2]))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("no longer finite in epoch " + (heard.epochs.size() + 1))
          .hasMessageContaining("--learning-rate");
    }
  }

  @Test
  void aLineSearchThatCanGoNoFurtherEndsARun() {
    try (LocalProblem problem = problem(noisyRows(60), BatchSize.full(), 0)) {
      Trainer.Outcome outcome =
          train(problem, settings().optimizer(OptimizerKind.LBFGS).epochs(20_000), false);

      assertThat(outcome.stoppedBecause()).contains("converged");
      assertThat(outcome.steps()).isLessThan(20_000);
    }
  }

  @Test
  void reportsAddUp() {
    try (LocalProblem problem = problem(noisyRows(150), BatchSize.of(10), 0.2)) {
      train(problem, settings().epochs(3), true);
      for (StepReport step : heard.steps) {
        assertThat(step.loss()).isCloseTo(step.dataLoss() + step.penalty(), within(1e-12));
        assertThat(step.stepInEpoch()).isBetween(1, step.stepsInEpoch());
      }
      for (EpochReport epoch : heard.epochs) {
        double mean =
            heard.steps.stream()
                .filter(step -> step.epoch() == epoch.epoch())
                .mapToDouble(StepReport::loss)
                .average()
                .orElseThrow();
        assertThat(epoch.loss()).isCloseTo(mean, within(1e-12));
        assertThat(epoch.validation()).containsEntry("loss", epoch.validationLoss());
      }
    }
  }

  /** Remembers where each step began. */
  private record Watched(Optimizer optimizer, List<double[]> starts) implements Optimizer {

    @Override
    public StepOutcome step(DifferentiableFunction function, Point point) {
      starts.add(point.wide().clone());
      return optimizer.step(function, point);
    }

    @Override
    public Precision precision() {
      return optimizer.precision();
    }

    @Override
    public OptimizerState view() {
      return optimizer.view();
    }

    @Override
    public void restore(OptimizerState state) {
      optimizer.restore(state);
    }
  }

  /** A line search that tries points beyond the one it takes is no matter. */
  @ParameterizedTest
  @EnumSource(
      value = OptimizerKind.class,
      names = {"LBFGS", "NESTEROV"})
  void aStepIsReportedAsItWasBeforeTheUpdate(OptimizerKind kind) {
    TrainingConfig config = settings().epochs(40).build();
    Watched optimizer =
        new Watched(
            kind.create(
                NETWORK.layout().size(),
                OptimizerSettings.of(Schedule.constant(0.5)),
                Precision.FLOAT64),
            new ArrayList<>());
    LocalProblem.Setting setting =
        new LocalProblem.Setting(
            NETWORK,
            Loss.LOGISTIC,
            0.01,
            Scaling.identity(2),
            false,
            1,
            0,
            Precision.FLOAT64,
            BatchSize.full());
    try (LocalProblem problem = new LocalProblem(setting, noisyRows(100))) {
      trainer(config, NETWORK, problem, optimizer, null, LABELS)
          .run(config.network().initializer().initialize(NETWORK, config.batches().seed()));
      double[] gradient = new double[NETWORK.layout().size()];

      assertThat(heard.steps).hasSize(40);
      for (int i = 0; i < 40; i++) {
        StepReport step = heard.steps.get(i);
        UnitSet units = problem.plan().epoch(1).next();
        Objective.Value value =
            problem.objective().evaluate(units, optimizer.starts.get(i), gradient, () -> "again");
        assertThat(step.loss()).isCloseTo(value.total(), withinPercentage(1e-9));
        assertThat(step.penalty()).isEqualTo(value.penalty());
        assertThat(step.dataLoss()).isCloseTo(value.dataLoss(), withinPercentage(1e-9));
        List<Double> norms =
            GradientNorms.of(
                NETWORK.layout(), (from, to) -> Vectors64.dot(gradient, gradient, from, to));
        for (int layer = 0; layer < norms.size(); layer++) {
          assertThat(step.gradientNorms().get(layer))
              .as("norm of layer %d in step %d", layer, i + 1)
              .isCloseTo(norms.get(layer), withinPercentage(1e-6));
        }
      }
    }
  }

  @Test
  void aScheduleThatWaitsForAPlateauHearsOfEachEpoch() {
    try (LocalProblem problem = problem(noisyRows(100), BatchSize.full(), 0)) {
      TrainingConfig config = settings().epochs(7).tolerance(0).build();
      Schedule schedule = new ReduceOnPlateau(1e-12, 0.5, 1);
      trainer(
              config,
              NETWORK,
              problem,
              OptimizerKind.GD.create(
                  NETWORK.layout().size(), OptimizerSettings.of(schedule), Precision.FLOAT64),
              null,
              LABELS)
          .run(config.network().initializer().initialize(NETWORK, config.batches().seed()));

      // The first epoch is the best; the rate is halved after the second one without progress.
      assertThat(heard.steps)
          .extracting(StepReport::stepSize)
          .containsExactly(1e-12, 1e-12, 1e-12, 5e-13, 5e-13, 2.5e-13, 2.5e-13);
    }
  }
}
