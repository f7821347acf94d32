package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.ClassWeights;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.objective.DivergedException;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No training, and no evaluation, of which nothing follows passes for a success. */
class EndingsTest {

  private static JavaSparkContext sc;

  @BeforeAll
  static void start() {
    sc = SparkFixture.start("local[2]");
  }

  @AfterAll
  static void stop() {
    sc.close();
  }

  private final List<String> notes = new ArrayList<>();

  private static TrainingConfig.Builder settings() {
    return TrainingConfig.builder().hidden(List.of(3)).epochs(2).blas(BlasKind.EJML);
  }

  /** Rows of two classes by the sign of the first feature, with a weight for each class. */
  private static List<Example> rows(int count, double weight0, double weight1) {
    Random random = new Random(3);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = random.nextGaussian();
      rows.add(TestRows.row(x > 0 ? 1 : 0, x > 0 ? weight1 : weight0, x, random.nextGaussian()));
    }
    return rows;
  }

  private TrainingResult train(
      List<Example> rows, List<Example> validation, DataSchema schema, TrainingConfig config) {
    JavaRDD<Example> held = validation == null ? null : sc.parallelize(validation, 2);
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void started(RunDescription run) {
            notes.addAll(run.notes());
          }
        };
    return SparkTraining.train(
        TrainingInput.ofExamples(schema, sc.parallelize(rows, 2), held, 2, null), config, listener);
  }

  private TrainingResult train(
      List<Example> rows, List<Example> validation, TrainingConfig config) {
    return train(rows, validation, SparkFixture.classes(2, 2), config);
  }

  static Stream<Arguments> nothing() {
    List<Example> some = rows(100, 1, 1);
    return Stream.of(
        Arguments.of(
            "all 100 rows to train on have a weight of 0 in float32", rows(100, 0, 0), some),
        Arguments.of(
            "all 100 rows to train on have a weight of 0 in float32", rows(100, 1e-60, 0), some),
        Arguments.of(
            "all 30 rows to validate on have a weight of 0 in float32", some, rows(30, 0, 0)),
        Arguments.of(
            "the one row to validate on has a weight of 0 in float32",
            some,
            List.of(TestRows.row(0, 0, 1, 2))));
  }

  @ParameterizedTest
  @MethodSource("nothing")
  void rowsThatDoNotCountAreTheDatasFault(
      String message, List<Example> rows, List<Example> validation) {
    assertThatThrownBy(() -> train(rows, validation, settings().build()))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void classesThatDoNotCountAreTheDatasFault() {
    TrainingConfig config = settings().classWeights(ClassWeights.parse("1:0")).build();

    assertThatThrownBy(() -> train(rows(100, 0, 1), null, config))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "no row to train on counts: each has a weight of 0 or is of a class with a weight of 0");
  }

  @Test
  void weightsThatVanishInTheRunsPrecisionGiveNoUpdate() {
    TrainingConfig config =
        settings()
            .validationFraction(0)
            .classWeights(ClassWeights.parse("0:1e-30,1:1e-30"))
            .build();

    assertThatThrownBy(() -> train(rows(100, 1e-30, 1e-30), null, config))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("no update was made in 2 epochs");
  }

  /** One row of 41 counts, which some seeds draw in an epoch and others do not. */
  @Test
  void drawsWithoutARowThatCountsGiveNoUpdate() {
    List<Example> rows = rows(40, 0, 0);
    rows.add(TestRows.row(1, 1, 9, 9));
    List<Throwable> thrown = new ArrayList<>();
    for (long seed = 1; seed <= 6; seed++) {
      TrainingConfig config =
          settings()
              .validationFraction(0)
              .epochs(1)
              .batch(BatchSize.of(1))
              .sampling(SamplingKind.BERNOULLI)
              .seed(seed)
              .build();
      thrown.add(catchThrowable(() -> train(rows, null, config)));
    }

    assertThat(thrown).anyMatch(Objects::isNull).anyMatch(Objects::nonNull);
    assertThat(thrown.stream().filter(Objects::nonNull))
        .allSatisfy(
            error ->
                assertThat(error)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("no update was made in 1 epochs"));
  }

  @Test
  void firstWeightsThatNothingImprovesAreNoResult() {
    TrainingConfig config =
        settings()
            .bias(false)
            .initializer(Initializer.parse("zeros"))
            .optimizer(OptimizerKind.LBFGS)
            .build();

    assertThatThrownBy(() -> train(rows(100, 1, 1), null, config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "--optimizer lbfgs finds no step that makes the first weights better");
  }

  @Test
  void aLastStepIntoTheVoidHasDiverged() {
    TrainingConfig config =
        settings()
            .validationFraction(0)
            .optimizer(OptimizerKind.GD)
            .learningRate(1e37)
            .batch(BatchSize.full())
            .maxSteps(1)
            .build();

    assertThatThrownBy(() -> train(rows(100, 1, 1), null, config))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("the loss is no number in float32");
  }

  @Test
  void aValidationLossThatIsNotFiniteHasDiverged() {
    TrainingConfig config =
        settings().optimizer(OptimizerKind.GD).learningRate(1e37).batch(BatchSize.full()).build();

    assertThatThrownBy(() -> train(rows(100, 1, 1), rows(30, 1, 1), config))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("the validation loss is no longer finite after epoch 1");
  }

  @Test
  void aClassWithoutARowToTrainOnIsNamed() {
    List<Example> rows = rows(100, 1, 1);
    DataSchema four =
        new DataSchema(
            SparkFixture.classes(2, 2).task(),
            List.of("a", "b"),
            List.of("y"),
            List.of("left", "right", "up", "down"),
            false,
            null);
    rows.add(TestRows.row(2, 0, 1, 1));
    train(rows, List.of(TestRows.row(3, 1, 0, 1)), four, settings().build());

    assertThat(notes)
        .containsExactly(
            "no row to train on counts for classes 'up', 'down': all were held out, or have a weight of 0");
  }

  /** Chance decides then which epoch is kept. */
  @ParameterizedTest
  @CsvSource({"300, 4, true", "300, 5, false", "190, 0, false"})
  void aClassWithFewRowsToValidateOnIsNamed(int usual, int rare, boolean named) {
    List<Example> heldOut = new ArrayList<>();
    for (int i = 0; i < usual + rare; i++) {
      heldOut.add(TestRows.row(i < usual ? 0 : 1, 1, i, -i));
    }
    train(rows(400, 1, 2), heldOut, SparkFixture.classes(2, 2), settings().build());

    assertThat(notes)
        .isEqualTo(
            named
                ? List.of(
                    "class '1' has fewer than 5 of the 304 rows to validate on, so that chance decides which epoch is kept, and metrics of these rows say little of it: a larger --validation-fraction has more of them, and 0 keeps the last epoch")
                : List.of());
  }

  @Test
  void nothingIsToldOfUsualRows() {
    train(rows(100, 1, 2), null, settings().build());

    assertThat(notes).isEmpty();
  }

  @Test
  void anEvaluationOfRowsThatDoNotCountIsTheDatasFault() {
    TrainingResult trained = train(rows(100, 1, 1), null, settings().build());

    assertThatThrownBy(() -> evaluate(trained, rows(7, 0, 0)))
        .isInstanceOf(DataException.class)
        .hasMessage("all 7 rows to measure have a weight of 0 in float32");
  }

  private Map<String, Object> evaluate(TrainingResult trained, List<Example> rows) {
    return SparkScoring.evaluate(
        trained.model(), sc.parallelize(rows, 2), BlasKind.EJML, notes::add);
  }

  private static List<Example> with(List<Example> rows, double... extremes) {
    List<Example> more = new ArrayList<>(rows);
    for (double extreme : extremes) {
      more.add(TestRows.row(more.get(0).targets()[0], 1, extreme, -extreme));
    }
    return more;
  }

  /** Of each loss, with its own output, in both precisions and with two ways of scaling. */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void extremeFeaturesAreToldAndGiveNumbers(Loss loss) {
    boolean numbers = loss.forNumbers();
    DataSchema schema = numbers ? SparkFixture.values(2, 1) : SparkFixture.classes(2, 2);
    for (Precision precision : Precision.values()) {
      for (ScalingKind scaling : List.of(ScalingKind.STANDARD, ScalingKind.NONE)) {
        notes.clear();
        TrainingConfig config = settings().loss(loss).precision(precision).scaling(scaling).build();
        TrainingResult result =
            train(rows(200, 1, 1), with(rows(40, 1, 1), 1e300, -1e200), schema, config);

        assertThat(numbers(result.validation())).isNotEmpty().allMatch(Double::isFinite);
        assertThat(notes)
            .containsExactly(
                "2 rows have features, such as 'x0', that are beyond the range of %s once scaled, and count as its end, %s"
                    .formatted(precision, precision == Precision.FLOAT32 ? "1.8e+19" : "1.2e+77"));

        notes.clear();
        Map<String, Object> metrics = evaluate(result, with(rows(40, 1, 1), Double.MAX_VALUE));
        assertThat(numbers(metrics)).isNotEmpty().allMatch(Double::isFinite);
        assertThat(metrics.values()).doesNotContainNull();
        assertThat(notes)
            .singleElement()
            .asString()
            .startsWith("1 row has a feature, such as 'x0'");
      }
    }
  }

  private static Stream<Double> numbers(Map<String, Object> metrics) {
    return metrics.values().stream()
        .filter(Number.class::isInstance)
        .map(number -> ((Number) number).doubleValue());
  }

  @Test
  void anExtremeRowToTrainOnIsTold() {
    TrainingResult result = train(with(rows(200, 1, 1), 1e300), rows(40, 1, 1), settings().build());

    assertThat(numbers(result.train())).allMatch(Double::isFinite);
    assertThat(notes)
        .containsExactly(
            "features 'x0', 'x1': beside numbers above 3.4e38 all others look alike; leave such rows out");
  }

  @Test
  void sparseRowsAreNoExceptions() {
    List<Example> rows = SparkFixture.sparseRows(300, 200, 1);
    TrainingResult result = train(rows, null, SparkFixture.classes(200, 2), settings().build());
    notes.clear();
    Example extreme =
        new Example(
            Vectors.sparse(200, new int[] {3, 7}, new double[] {1e300, -1e300}),
            new double[] {1},
            1);
    List<Example> more = new ArrayList<>(rows);
    more.add(extreme);

    assertThat(numbers(evaluate(result, more))).allMatch(Double::isFinite);
    assertThat(notes).singleElement().asString().startsWith("1 row has a feature, such as 'x3'");
  }

  @Test
  void labelsAndWeightsThatAreTooLargeAreTheDatasFault() {
    DataSchema numbers = SparkFixture.values(2, 1);
    List<Example> far = List.of(TestRows.row(1e300, 1, 1, 2), TestRows.row(2, 1, 2, 3));

    assertThatThrownBy(() -> train(far, null, numbers, settings().validationFraction(0).build()))
        .hasRootCauseInstanceOf(DataException.class)
        .rootCause()
        .hasMessage("a row has the label 1.0E300, which is too large: 1.7e+38 is the largest");
    assertThatThrownBy(() -> train(rows(10, 1e300, 1), null, settings().build()))
        .hasRootCauseInstanceOf(DataException.class)
        .rootCause()
        .hasMessage("a row has the weight 1.0E300");
  }
}
