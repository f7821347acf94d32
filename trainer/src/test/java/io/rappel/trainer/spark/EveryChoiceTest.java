package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.model.file.LocalModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be chosen goes through the same tests. */
class EveryChoiceTest {

  private static JavaSparkContext sc;

  @BeforeAll
  static void start() {
    sc = SparkFixture.start("local[2]");
  }

  @AfterAll
  static void stop() {
    sc.close();
  }

  private static TrainingResult train(
      Choice choice,
      List<Example> rows,
      int slices,
      int partitions,
      TrainingConfig.Builder config) {
    return SparkFixture.train(
        sc, rows, slices, choice.data().schema(), partitions, config.blas(BlasKind.EJML).build());
  }

  /** Rows in another order and in other partitions, computed elsewhere. */
  @ParameterizedTest
  @MethodSource("io.rappel.trainer.spark.Choice#all")
  void theBitsAreTheSameHoweverARunIsSpread(Choice choice) {
    List<Example> rows = choice.data().rows(2100);
    List<Example> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1));
    double[] local =
        train(choice, rows, 1, 1, few(choice).localPath(LocalPath.ALWAYS)).model().parameters();
    double[] spread =
        train(choice, shuffled, 5, 3, few(choice).localPath(LocalPath.NEVER)).model().parameters();

    assertThat(spread).isEqualTo(local);
    assertThat(Arrays.stream(local).distinct().count()).isGreaterThan(3);
  }

  private static TrainingConfig.Builder few(Choice choice) {
    return choice.settings().epochs(2).maxSteps(6);
  }

  @ParameterizedTest
  @MethodSource("io.rappel.trainer.spark.Choice#all")
  void itLearnsAndWhatIsSavedIsWhatWasLearned(Choice choice, @TempDir Path directory)
      throws IOException {
    List<Example> rows = choice.data().rows(400);
    TrainingResult result =
        train(choice, rows, 1, 1, choice.settings().epochs(60).localPath(LocalPath.ALWAYS));

    boolean classes = !choice.data().schema().classes().isEmpty();
    double score = (Double) result.train().get(classes ? "accuracy" : "r2");
    assertThat(score).as("accuracy or R² of the training rows").isGreaterThan(0.85);
    LocalModelDirectory files = new LocalModelDirectory(directory);
    ModelFormat.write(result.model(), files);
    Files.writeString(
        directory.resolve(ModelFormat.STATUS_FILE), "{\"outcome\": \"done\", \"exit_code\": 0}");
    assertThat(predictions(ModelFormat.load(files), rows))
        .isDeepEqualTo(predictions(result.model(), rows));
  }

  private static double[][] predictions(Model model, List<Example> rows) {
    List<Vector> features = rows.subList(0, 50).stream().map(Example::features).toList();
    return TestRows.predict(model, features);
  }

  @ParameterizedTest
  @MethodSource("io.rappel.trainer.spark.Choice#all")
  void float32GoesNearlyTheSameWay(Choice choice) {
    List<Example> rows = choice.data().rows(200);
    double[] wide = afterThreeSteps(choice, rows, Precision.FLOAT64);
    double[] narrow = afterThreeSteps(choice, rows, Precision.FLOAT32);

    assertThat(narrow).containsExactly(wide, within(1e-4));
  }

  private static double[] afterThreeSteps(Choice choice, List<Example> rows, Precision precision) {
    TrainingConfig.Builder config =
        choice.settings().epochs(3).maxSteps(3).localPath(LocalPath.ALWAYS).precision(precision);
    return train(choice, rows, 1, 1, config).model().parameters();
  }
}
