package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.Trainer;
import io.rappel.trainer.TrainingControl;
import io.rappel.trainer.TrainingInterruptedException;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.checkpoint.Checkpoint;
import io.rappel.trainer.checkpoint.Checkpoint.Origin;
import io.rappel.trainer.checkpoint.Checkpoints;
import io.rappel.trainer.checkpoint.LocalFolder;
import io.rappel.trainer.checkpoint.RunFacts;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.config.Keep;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.objective.sum.ArithmeticMismatchException;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that is stopped, written, read and continued gives the bits of one that was not. */
class ResumeTest {

  private static JavaSparkContext sc;

  @BeforeAll
  static void start() {
    sc = SparkFixture.start("local[2]");
  }

  @AfterAll
  static void stop() {
    sc.close();
  }

  @TempDir private Path folder;

  /** What a listener hears, without the time that it took. */
  private static final class Heard implements TrainingListener {

    private final List<String> reports = new ArrayList<>();
    private long steps;
    private int stepsPerEpoch;

    @Override
    public void started(RunDescription run) {
      stepsPerEpoch = run.stepsPerEpoch();
    }

    @Override
    public void stepped(StepReport step) {
      steps++;
      reports.add(
          new StepReport(
                  step.epoch(),
                  step.step(),
                  step.stepInEpoch(),
                  step.stepsInEpoch(),
                  step.loss(),
                  step.dataLoss(),
                  step.penalty(),
                  step.stepSize(),
                  step.gradientNorms(),
                  0)
              .toString());
    }

    @Override
    public void epochEnded(EpochReport epoch) {
      reports.add(
          new EpochReport(
                  epoch.member(),
                  epoch.epoch(),
                  0,
                  epoch.steps(),
                  epoch.loss(),
                  epoch.dataLoss(),
                  epoch.validationLoss(),
                  epoch.validation(),
                  epoch.training(),
                  epoch.best(),
                  epoch.gradientNorms(),
                  epoch.idleUnits(),
                  0,
                  0)
              .toString());
    }
  }

  /** Begins with the newest checkpoint, and leaves one where it is told to end, or at the end. */
  private static final class Attempt implements TrainingControl {

    private final Checkpoints checkpoints;
    private final Heard heard;
    private final long most;
    private RunFacts facts;

    Attempt(Path folder, Heard heard, long most) {
      this.checkpoints = new Checkpoints(new LocalFolder(folder));
      this.heard = heard;
      this.most = most;
    }

    @Override
    public TrainingState begin(RunFacts ours) {
      facts = ours;
      try {
        Checkpoint newest = checkpoints.newest(damage -> {}).orElse(null);
        if (newest == null) {
          return null;
        }
        ours.requireLike(newest.description().facts(), "the checkpoint");
        return newest.state();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean wants(Moment moment, int epochs, long steps) {
      return moment == Moment.END;
    }

    @Override
    public void take(TrainingState state) {
      checkpoints.write(new Origin("run", "test", Map.of(), facts), state, new byte[0]);
    }

    @Override
    public boolean isInterrupted() {
      return heard.steps >= most;
    }
  }

  /** Rows and what they mean. */
  private record Rows(List<Example> rows, DataSchema schema) {}

  private static TrainingResult train(
      Rows rows, int partitions, TrainingConfig config, Heard heard, TrainingControl control) {
    return SparkTraining.train(
        TrainingInput.ofExamples(
            rows.schema, sc.parallelize(rows.rows, partitions), null, partitions, null),
        config,
        heard,
        control);
  }

  private static String hash(TrainingResult result) {
    return ModelFormat.weightsSha256(result.model());
  }

  /** Trains in attempts of so many steps each, and compares with a run in one go. */
  private TrainingResult compare(Rows rows, TrainingConfig.Builder settings, long... attempts) {
    TrainingConfig config = settings.blas(BlasKind.EJML).localPath(LocalPath.ALWAYS).build();
    Heard whole = new Heard();
    TrainingResult expected = train(rows, 2, config, whole, TrainingControl.NONE);
    Heard parts = new Heard();
    List<Long> stoppedAt = new ArrayList<>();
    for (long steps : attempts) {
      stop(rows, config, parts, steps);
      stoppedAt.add(parts.steps);
    }
    assertThat(parts.steps).isLessThan(whole.steps);
    TrainingResult actual =
        train(rows, 3, config, parts, new Attempt(folder, parts, Long.MAX_VALUE));

    assertThat(hash(actual)).isEqualTo(hash(expected));
    assertThat(parts.reports).isEqualTo(whole.reports);
    assertThat(actual.stoppedBecause()).isEqualTo(expected.stoppedBecause());
    assertThat(actual.epochs()).isEqualTo(expected.epochs());
    assertThat(actual.steps()).isEqualTo(expected.steps());
    assertThat(actual.validation()).isEqualTo(expected.validation());
    assertThat(actual.resumedAt()).isEqualTo(stoppedAt);
    assertThat(actual.interrupted()).isFalse();
    return actual;
  }

  private void stop(Rows rows, TrainingConfig config, Heard heard, long steps) {
    try {
      TrainingResult result =
          train(rows, 2, config, heard, new Attempt(folder, heard, heard.steps + steps));
      assertThat(result.interrupted()).isTrue();
      assertThat(result.stoppedBecause()).isEqualTo(Trainer.INTERRUPTED);
    } catch (TrainingInterruptedException e) {
      assertThat(e).hasMessageContaining("of the first epoch, before there was a model");
    }
  }

  private static Rows rows(Choice choice) {
    return new Rows(choice.data().rows(300), choice.data().schema());
  }

  @ParameterizedTest
  @MethodSource("io.rappel.trainer.spark.Choice#all")
  void everyChoiceCanBeStoppedAndResumed(Choice choice) {
    long first = 1 + Math.floorMod(choice.toString().hashCode(), 3);
    compare(rows(choice), choice.settings().epochs(6), first, 2);
  }

  /** Steps and epochs of the choices above, in which a stop lies within an epoch. */
  @Test
  void aStopCanLieWithinAnEpoch() {
    Choice choice = choice("optimizer adam");
    Heard heard = new Heard();
    stop(rows(choice), choice.settings().epochs(6).build(), heard, 1);

    assertThat(heard.stepsPerEpoch).isGreaterThan(3);
    assertThat(heard.reports).hasSize(1);
  }

  private static Choice choice(String name) {
    return Choice.all().filter(choice -> choice.name().equals(name)).findFirst().orElseThrow();
  }

  static Stream<TrainingConfig.Builder> endings() {
    return Stream.of(
        TrainingConfig.builder().hidden(List.of(20, 8)).epochs(4),
        TrainingConfig.builder().hidden(List.of(20)).epochs(4).precision(Precision.FLOAT64),
        plain().patience(2).epochs(50).learningRate(0.3),
        plain().patience(2).epochs(50).learningRate(0.3).keep(Keep.LAST),
        plain().patience(0).epochs(5).keep(Keep.BEST),
        plain().patience(0).epochs(2).members(3),
        plain().patience(2).epochs(9).learningRate(0.3).members(2),
        plain().patience(0).epochs(2).members(4).triesBold(true).validationFraction(0.4),
        plain().patience(0).epochs(2).members(4).ownValidation(true).validationFraction(0.2),
        plain().patience(0).epochs(50).tolerance(0.05),
        plain().patience(0).epochs(50).maxSteps(23),
        plain().patience(0).epochs(40).schedule(ScheduleKind.PLATEAU).learningRate(0.3),
        plain().patience(0).epochs(5).validationFraction(0).l2(0.01).dropout(0.3),
        plain().optimizer(OptimizerKind.LBFGS).batch(BatchSize.full()).epochs(300).tolerance(0));
  }

  private static TrainingConfig.Builder plain() {
    return TrainingConfig.builder()
        .hidden(List.of(9))
        .optimizer(OptimizerKind.ADAM)
        .learningRate(0.02)
        .batch(BatchSize.of(50))
        .tolerance(0);
  }

  @ParameterizedTest
  @MethodSource("endings")
  void howeverARunEndsItEndsThereAlsoInAttempts(TrainingConfig.Builder settings) {
    compare(rows(choice("optimizer adam")), settings, 1, 3, 7, 4);
  }

  @Test
  void sparseRowsCanBeResumed() {
    Rows rows = new Rows(SparkFixture.sparseRows(300, 200, 1), SparkFixture.classes(200, 2));
    compare(rows, plain().epochs(5), 2, 5);
  }

  /** Steps through Spark, resumed on the driver's threads, and the other way round. */
  @ParameterizedTest
  @EnumSource
  void itDoesNotMatterWhereAnAttemptRuns(OptimizerKind kind) {
    Rows rows = rows(choice("optimizer " + kind));
    TrainingConfig.Builder settings = choice("optimizer " + kind).settings().epochs(4);
    TrainingConfig spark = settings.blas(BlasKind.EJML).localPath(LocalPath.NEVER).build();
    TrainingConfig local = settings.localPath(LocalPath.ALWAYS).build();
    Heard whole = new Heard();
    TrainingResult expected = train(rows, 1, spark, whole, TrainingControl.NONE);
    Heard parts = new Heard();
    stop(rows, spark, parts, 1);
    stop(rows, local, parts, 2);
    TrainingResult actual = train(rows, 4, spark, parts, new Attempt(folder, parts, 1_000_000));

    assertThat(hash(actual)).isEqualTo(hash(expected));
    assertThat(parts.reports).isEqualTo(whole.reports);
  }

  @Test
  void aFinishedRunGivesItsModelAgain() {
    Rows rows = rows(choice("optimizer adam"));
    TrainingConfig config = plain().patience(3).epochs(5).blas(BlasKind.EJML).build();
    Heard heard = new Heard();
    TrainingResult first = train(rows, 2, config, heard, new Attempt(folder, heard, 1_000_000));
    long steps = heard.steps;
    TrainingResult again = train(rows, 2, config, heard, new Attempt(folder, heard, 1_000_000));

    assertThat(heard.steps).isEqualTo(steps);
    assertThat(hash(again)).isEqualTo(hash(first));
    assertThat(again.stoppedBecause()).isEqualTo(first.stoppedBecause());
    assertThat(again.train()).isEqualTo(first.train());
  }

  /** Of a run whose patience ends with the epochs that it had, too. */
  @Test
  void aFinishedRunGoesOnWithMoreEpochs() {
    Rows rows = rows(choice("optimizer adam"));
    TrainingConfig longer =
        plain().patience(2).learningRate(0.3).epochs(50).blas(BlasKind.EJML).build();
    Heard whole = new Heard();
    TrainingResult expected = train(rows, 2, longer, whole, TrainingControl.NONE);
    for (int epochs = expected.epochs() - 2; epochs <= expected.epochs(); epochs++) {
      Heard parts = new Heard();
      Path own = folder.resolve("epochs-" + epochs);
      TrainingConfig few = longer.toBuilder().epochs(epochs).build();
      train(rows, 2, few, parts, new Attempt(own, parts, 1_000_000));
      TrainingResult actual = train(rows, 2, longer, parts, new Attempt(own, parts, 1_000_000));

      assertThat(hash(actual)).isEqualTo(hash(expected));
      assertThat(parts.reports).isEqualTo(whole.reports);
      assertThat(actual.stoppedBecause()).isEqualTo(expected.stoppedBecause());
    }
  }

  /** The known value and gradient are part of the state. */
  @Test
  void lbfgsEvaluatesNothingTwice() {
    Rows rows = rows(choice("optimizer lbfgs"));
    TrainingConfig config =
        choice("optimizer lbfgs").settings().epochs(12).blas(BlasKind.EJML).build();
    Heard heard = new Heard();
    stop(rows, config, heard, 4);
    Attempt attempt = new Attempt(folder, heard, heard.steps);
    train(rows, 2, config, heard, attempt);

    double before = examples(folder);
    assertThat(before).isPositive();
    Heard whole = new Heard();
    Path other = folder.resolve("whole");
    train(rows, 2, config, whole, new Attempt(other, whole, 4));
    assertThat(before).isEqualTo(examples(other));
  }

  private static double examples(Path folder) {
    try {
      return new Checkpoints(new LocalFolder(folder))
          .newest(damage -> {})
          .orElseThrow()
          .description()
          .position()
          .examples();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void otherRowsAndAnotherArithmeticAreRefused() {
    Rows rows = rows(choice("optimizer adam"));
    TrainingConfig config = plain().epochs(5).blas(BlasKind.EJML).build();
    Heard heard = new Heard();
    stop(rows, config, heard, 3);
    List<Example> more = new ArrayList<>(rows.rows);
    more.add(TestRows.row(1, 1, 0.5, 0.5, 0.5, 0.5));
    List<Example> changed = new ArrayList<>(rows.rows);
    changed.set(7, TestRows.row(3, 1, 0.5, 0.5, 0.5, 0.5));
    Attempt attempt = new Attempt(folder, heard, 1_000_000);

    assertThatThrownBy(() -> train(new Rows(more, rows.schema), 2, config, heard, attempt))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "the data are not those of the checkpoint: there are \\d+ rows to train on and \\d+ to"
                + " validate on, and were \\d+ rows to train on and \\d+ to validate on");
    assertThatThrownBy(() -> train(new Rows(changed, rows.schema), 2, config, heard, attempt))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the data are not those of the checkpoint: there are ");
    assertThatThrownBy(
            () ->
                train(
                    rows,
                    2,
                    config.toBuilder().precision(Precision.FLOAT64).build(),
                    heard,
                    attempt))
        .isInstanceOfAny(DataException.class, ArithmeticMismatchException.class);
    RunFacts facts = new RunFacts(2, "c", 3, 900, 100, "r", Precision.FLOAT32, "f", 7);
    RunFacts elsewhere = new RunFacts(2, "c", 3, 900, 100, "r", Precision.FLOAT32, "g", 7);
    assertThatThrownBy(() -> facts.requireLike(elsewhere, "c7"))
        .isInstanceOf(ArithmeticMismatchException.class)
        .hasMessageStartingWith("c7 was computed with another arithmetic (float32, fingerprint g)");
  }
}
