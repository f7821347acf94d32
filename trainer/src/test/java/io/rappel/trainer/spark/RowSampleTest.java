package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.objective.score.RowSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Some rows of a regression come back with what the network gives for them. */
class RowSampleTest {

  private static final int OUTPUTS = 2;

  private static JavaSparkContext sc;

  @BeforeAll
  static void start() {
    sc = SparkFixture.start("local[2]");
  }

  @AfterAll
  static void stop() {
    sc.close();
  }

  /** The targets are 1,000 + x and −x, so that a row's values tell each other. */
  private static List<Example> rows(int count) {
    Random random = new Random(4);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble();
      rows.add(new Example(Vectors.dense(x), new double[] {1000 + x, -x}, 1));
    }
    return rows;
  }

  private static TrainingResult train(
      List<Example> rows, int slices, int partitions, LocalPath path, double validation) {
    DataSchema schema =
        new DataSchema(
            Task.REGRESSION, List.of("x"), List.of("up", "down"), List.of(), false, null);
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of())
            .validationFraction(validation)
            .blas(BlasKind.JAVA)
            .epochs(1)
            .localPath(path)
            .build();
    return SparkFixture.train(sc, rows, slices, schema, partitions, config);
  }

  private static List<List<Double>> values(RowSample sample) {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < sample.rows(); i++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < sample.outputs(); j++) {
        row.add(sample.actual(i, j));
        row.add(sample.predicted(i, j));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Enough rows for 64 shards. */
  @Test
  void isTheSameInEveryPartitioning() {
    List<Example> rows = rows(35_000);
    List<List<Double>> expected = values(train(rows, 1, 1, LocalPath.ALWAYS, 0.1).sample());
    Collections.shuffle(rows, new Random(5));

    assertThat(expected).hasSizeBetween(700, 1100);
    assertThat(values(train(rows, 3, 1, LocalPath.NEVER, 0.1).sample())).isEqualTo(expected);
    assertThat(values(train(rows, 5, 4, LocalPath.NEVER, 0.1).sample())).isEqualTo(expected);
  }

  @Test
  void isInTheLabelsUnitsAndNearTheMetrics() {
    TrainingResult result = train(rows(3000), 1, 1, LocalPath.ALWAYS, 0);
    RowSample sample = result.sample();

    assertThat(sample.rows()).isBetween(950, 1000);
    assertThat(sample.outputs()).isEqualTo(OUTPUTS);
    double absolute = 0;
    for (int i = 0; i < sample.rows(); i++) {
      assertThat(sample.actual(i, 0) + sample.actual(i, 1)).isBetween(999.99, 1000.01);
      absolute += Math.abs(sample.predicted(i, 1) - sample.actual(i, 1)) / sample.rows();
      absolute += Math.abs(sample.predicted(i, 0) - sample.actual(i, 0)) / sample.rows();
    }
    double expected = ((Number) result.train().get("mae")).doubleValue();
    assertThat(absolute / OUTPUTS).isBetween(0.8 * expected, 1.25 * expected);
  }
}
