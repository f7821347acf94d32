package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trainings with losses of counts and of margins, from rows to metrics. */
class LossesTest {

  private static final int ROWS = 400;

  private static TrainingResult train(
      DataSchema schema, List<Example> rows, Loss loss, ScalingKind scaling) {
    return train(schema, rows, null, loss, scaling);
  }

  private static TrainingResult train(
      DataSchema schema,
      List<Example> rows,
      List<Example> validation,
      Loss loss,
      ScalingKind scaling) {
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of())
            .loss(loss)
            .l2(0.0)
            .scaling(scaling)
            .learningRate(0.05)
            .blas(BlasKind.EJML)
            .epochs(60)
            .build();
    return SparkFixture.withSpark(
        "local[2]",
        sc ->
            SparkTraining.train(
                TrainingInput.ofExamples(
                    schema,
                    sc.parallelize(rows, 3),
                    validation == null ? null : sc.parallelize(validation, 1),
                    2,
                    null),
                config,
                new TrainingListener() {}));
  }

  /** Counts whose expected value is e^(1 + x / 2). */
  private static List<Example> counts() {
    Random random = new Random(4);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double x = random.nextGaussian();
      double expected = Math.exp(1 + x / 2);
      double count = Math.floor(expected + random.nextDouble());
      rows.add(new Example(Vectors.dense(x), new double[] {count}, 1));
    }
    return rows;
  }

  @Test
  void poissonLearnsCounts() {
    TrainingResult result =
        train(SparkFixture.values(1, 1), counts(), Loss.POISSON, ScalingKind.STANDARD);

    assertThat((Double) result.train().get("r2")).isGreaterThan(0.9);
  }

  /** Vectors are read as sparse rows, which have no quartiles. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ROBUST")
  void poissonRefusesNegativeCountsHoweverRowsAreScaled(ScalingKind scaling) {
    DataSchema schema = SparkFixture.values(1, 1);
    List<Example> rows = counts();
    for (int i = 0; i < ROWS; i += 3) {
      rows.set(i, new Example(Vectors.dense(1), new double[] {-2.5 - i % 2}, 1));
    }

    assertThatThrownBy(() -> train(schema, rows, Loss.POISSON, scaling))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "--loss poisson takes no negative numbers, but the smallest in column %s is -3.5",
            schema.labels().get(0));
  }

  @Test
  void poissonRefusesNegativeCountsToValidateOn() {
    DataSchema schema = SparkFixture.values(1, 1);
    List<Example> validation = List.of(new Example(Vectors.dense(1), new double[] {-1}, 1));

    assertThatThrownBy(
            () -> train(schema, counts(), validation, Loss.POISSON, ScalingKind.STANDARD))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("the smallest in column %s is -1.0", schema.labels().get(0));
  }

  @ParameterizedTest
  @EnumSource(names = {"HINGE", "SQUARED_HINGE", "ABSOLUTE", "HUBER"})
  void classesAreToldApart(Loss loss) {
    for (int classes = 2; classes <= 3; classes++) {
      List<Example> rows = new ArrayList<>();
      Random random = new Random(6);
      for (int i = 0; i < ROWS; i++) {
        int label = i % classes;
        double[] x = random.doubles(classes, -0.4, 0.4).toArray();
        x[label] += 1;
        rows.add(new Example(Vectors.dense(x), new double[] {label}, 1));
      }
      TrainingResult result =
          train(SparkFixture.classes(classes, classes), rows, loss, ScalingKind.STANDARD);

      assertThat((Double) result.train().get("accuracy")).isGreaterThan(0.97);
    }
  }
}
