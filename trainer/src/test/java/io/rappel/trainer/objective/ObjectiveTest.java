package io.rappel.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.ArithmeticMismatchException;
import io.rappel.trainer.objective.sum.ArithmeticSeen;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.Hosts;
import io.rappel.trainer.objective.sum.StepSum;
import io.rappel.trainer.objective.unit.StepWork;
import io.rappel.trainer.objective.unit.UnitRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectiveTest {

  private static final Network LINE =
      Network.of(1, new int[0], 1, true, Activation.IDENTITY, Activation.IDENTITY);
  private static final LocalProblem.Setting SETTING = LocalProblem.Setting.of(LINE, Loss.SQUARED);

  private static List<Example> rows() {
    Random random = new Random(3);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      rows.add(TestRows.row(random.nextGaussian(), 0.5, random.nextGaussian()));
    }
    return rows;
  }

  /** Counts what goes out, and may change what comes back. */
  private static final class Watched implements UnitRunner {

    private final UnitRunner inner;
    private final Consumer<GradientSum> change;
    private int evaluations;

    Watched(UnitRunner inner, Consumer<GradientSum> change) {
      this.inner = inner;
      this.change = change;
    }

    @Override
    public StepSum gradients(StepWork work, Supplier<String> description) {
      evaluations++;
      StepSum sum = inner.gradients(work, description);
      change.accept(sum.parts().get(0));
      return sum;
    }

    @Override
    public ScoreSum scores(StepWork work, boolean heldOut, ScoreSpec spec, String description) {
      return inner.scores(work, heldOut, spec, description);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private static final class WatchedProblem implements AutoCloseable {

    private Watched watched;
    private final LocalProblem problem;

    WatchedProblem(Consumer<GradientSum> change) {
      problem = new LocalProblem(SETTING, rows(), runner -> watched = new Watched(runner, change));
    }

    int evaluations(double[] parameters) {
      int before = watched.evaluations;
      problem.evaluate(parameters, new double[2]);
      return watched.evaluations - before;
    }

    @Override
    public void close() {
      problem.close();
    }
  }

  @Test
  void aStepIsRepeatedWhereTheGridWasTooSmall() {
    try (WatchedProblem problem = new WatchedProblem(sum -> {})) {
      assertThat(problem.evaluations(new double[] {0.5, 0.1})).as("the first").isEqualTo(2);
      assertThat(problem.evaluations(new double[] {0.6, 0.1})).as("a usual one").isEqualTo(1);
      assertThat(problem.evaluations(new double[] {1e6, 0.1})).as("an explosion").isEqualTo(2);
      assertThat(problem.evaluations(new double[] {1e6, 0.2})).as("the next").isEqualTo(1);
      assertThat(problem.evaluations(new double[] {0.5, 0.1})).as("back again").isEqualTo(1);
    }
  }

  /** Batches of two units, and of more than are added up by pairs; sparse rows are centred. */
  @ParameterizedTest
  @CsvSource({"128,false", "128,true", "0,false", "0,true"})
  void aSlopeInFloat32IsTheGradientUpToRounding(int batch, boolean sparse) {
    Network network =
        Network.of(2, new int[] {5, 4}, 1, true, Activation.TANH, Activation.IDENTITY);
    double[] offset = {sparse ? 0.7 : 0, sparse ? -1.5 : 0};
    LocalProblem.Setting setting =
        new LocalProblem.Setting(
            network,
            Loss.SQUARED,
            0.01,
            new Scaling(offset, new double[] {1, 0.5}),
            sparse,
            batch > 0 ? 2 : 32,
            0,
            Precision.FLOAT32,
            batch > 0 ? BatchSize.of(batch) : BatchSize.full());
    double[] point =
        Precision.FLOAT32.round(Initializer.of(Initializer.Kind.XAVIER).initialize(network, 4));
    double[] gradient = new double[point.length];
    Objective.Value value;
    try (LocalProblem problem = new LocalProblem(setting, pairs())) {
      UnitSet units = problem.plan().epoch(1).next();
      assertThat(units.count()).isGreaterThan(1).matches(n -> batch > 0 == n <= 16);
      value = problem.objective().evaluate(units, point, gradient, () -> "");
    }
    try (LocalProblem problem = new LocalProblem(setting, pairs())) {
      float[] narrow = Chunks.narrow(point, new float[point.length]);
      UnitSet units = problem.plan().epoch(1).next();
      MeanGradient32 slope =
          problem.objective().slope(units, narrow, new float[point.length], () -> "");
      double penalty = slope.make(20, point.length) + slope.make(0, 20);

      assertThat(slope.value().dataLoss()).isEqualTo(value.dataLoss());
      assertThat(penalty).isCloseTo(value.penalty(), withinPercentage(1e-4));
      for (int i = 0; i < point.length; i++) {
        double ulps = 4 * Math.ulp((float) (Math.abs(gradient[i]) + 0.01 * Math.abs(point[i])));
        assertThat((double) slope.gradient()[i]).isCloseTo(gradient[i], within(ulps));
      }
    }
  }

  /** Whose squares float32 has not, so that Adam would stand still. */
  @Test
  void aGradientTooLargeForFloat32HasDiverged() {
    LocalProblem.Setting setting =
        new LocalProblem.Setting(
            LINE,
            Loss.SQUARED,
            0,
            Scaling.identity(1),
            false,
            1,
            0,
            Precision.FLOAT32,
            BatchSize.full());
    try (LocalProblem problem = new LocalProblem(setting, rows())) {
      UnitSet units = problem.plan().epoch(1).next();
      float[] room = new float[2];
      MeanGradient32 large =
          problem.objective().slope(units, new float[] {1e18f, 0}, room, () -> "");
      assertThat(large.value().dataLoss()).isFinite();

      MeanGradient32 larger =
          problem.objective().slope(units, new float[] {1e19f, 0}, room, () -> "");
      assertThat(larger.value().dataLoss()).isNaN();
      assertThat(problem.evaluate(new double[] {1e19f, 0}, new double[2]).dataLoss()).isFinite();
    }
  }

  private static List<Example> pairs() {
    Random random = new Random(5);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      rows.add(
          TestRows.row(random.nextGaussian(), 0.5, random.nextGaussian(), random.nextGaussian()));
    }
    return rows;
  }

  @Test
  void anExplosionGivesTheBitsOfAFreshStart() {
    double[] far = {3e7, -2};
    double[] fresh = new double[2];
    double[] exploded = new double[2];
    Objective.Value freshValue;
    Objective.Value explodedValue;
    try (LocalProblem problem = new LocalProblem(SETTING, rows())) {
      freshValue = problem.evaluate(far, fresh);
    }
    try (LocalProblem problem = new LocalProblem(SETTING, rows())) {
      problem.gradient(new double[] {0.5, 0.1});
      explodedValue = problem.evaluate(far, exploded);
    }

    assertThat(exploded).containsExactly(fresh);
    assertThat(explodedValue).isEqualTo(freshValue);
  }

  @Test
  void aRestoredGridGivesTheBitsOfAnUninterruptedRun() {
    double[] first = {0.5, 0.1};
    double[] second = {0.4, 0.2};
    double[] expected;
    double[] state;
    try (LocalProblem problem = new LocalProblem(SETTING, rows())) {
      assertThat(problem.objective().gridState()).isNull();
      problem.gradient(first);
      state = problem.objective().gridState();
      expected = problem.gradient(second);
    }
    try (LocalProblem problem = new LocalProblem(SETTING, rows())) {
      problem.objective().restoreGridState(state);

      assertThat(problem.gradient(second)).containsExactly(expected);
    }
  }

  @Test
  void whatIsNotFiniteHasNoValue() {
    try (LocalProblem problem = new LocalProblem(SETTING, rows())) {
      double[] gradient = new double[2];
      problem.gradient(new double[] {0.5, 0.1});

      assertThat(problem.evaluate(new double[] {1e200, 0}, gradient).total()).isNaN();
      assertThat(problem.evaluate(new double[] {Double.NaN, 0}, gradient).total()).isNaN();
      assertThat(problem.evaluate(new double[] {0.5, 0.1}, gradient).total()).isFinite();
    }
  }

  @Test
  void numbersNearTheLargestDoNotSpoilTheNextStep() {
    try (LocalProblem problem = new LocalProblem(SETTING, rows())) {
      double[] gradient = new double[2];
      double[] expected = problem.gradient(new double[] {0.5, 0.1});
      for (double huge = 1e149; huge < 1e155; huge *= 1.5) {
        problem.evaluate(new double[] {huge, 0}, gradient);
        Objective.Value value = problem.evaluate(new double[] {0.5, 0.1}, gradient);

        assertThat(value.total()).as("after %s", huge).isFinite();
        assertThat(gradient).as("after %s", huge).doesNotContain(Double.NaN);
      }
      problem.gradient(new double[] {0.5, 0.1});

      assertThat(problem.gradient(new double[] {0.5, 0.1})).containsExactly(expected, within(1e-9));
    }
  }

  @Test
  void aClusterOfMixedArithmeticIsRefused() {
    ArithmeticSeen other = new ArithmeticSeen("0123456789abcdef", "node-17");
    try (WatchedProblem problem = new WatchedProblem(sum -> sum.notes().seen(other))) {
      assertThatThrownBy(() -> problem.evaluations(new double[2]))
          .isInstanceOf(ArithmeticMismatchException.class)
          .hasMessageContaining("node-17")
          .hasMessageContaining("0123456789abcdef")
          .hasMessageContaining(Hosts.thisHost())
          .hasMessageContaining("--blas ejml");
    }
  }

  @Test
  void mixturesAreSeenInAnyOrderOfMerging() {
    ArithmeticSeen a = new ArithmeticSeen("aa", "node-1");
    ArithmeticSeen b = new ArithmeticSeen("bb", "node-2");
    ArithmeticSeen mixed = ArithmeticSeen.merge(a, b);

    assertThat(mixed.isMixed()).isTrue();
    assertThat(mixed.toString()).contains("node-1", "node-2", "aa", "bb");
    assertThat(ArithmeticSeen.merge(b, mixed).isMixed()).isTrue();
    assertThat(ArithmeticSeen.merge(mixed, a).isMixed()).isTrue();
    assertThat(ArithmeticSeen.merge(null, a)).isSameAs(a);
    assertThat(ArithmeticSeen.merge(a, null)).isSameAs(a);
    assertThat(ArithmeticSeen.merge(a, new ArithmeticSeen("aa", "node-3")).isMixed()).isFalse();
  }
}
