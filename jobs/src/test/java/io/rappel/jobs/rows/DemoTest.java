package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTest {

  @ParameterizedTest
  @CsvSource({
    "GAUSSIANS,200,2,classification",
    "SPIRALS,1000,2,classification",
    "XOR,400,2,classification",
    "FRIEDMAN,2000,10,regression"
  })
  void generatesTheSameRowsFromTheSameSeed(Demo name, int count, int features, String task) {
    TrainingRows rows = reader().readDemo(name, 7);
    List<String> first = CsvTrainingTest.describe(rows);
    assertThat(first).hasSize(count).doesNotHaveDuplicates();
    assertThat(CsvTrainingTest.describe(rows)).isEqualTo(first);
    assertThat(CsvTrainingTest.describe(reader().readDemo(name, 7))).isEqualTo(first);
    assertThat(CsvTrainingTest.describe(reader().readDemo(name, 8)))
        .doesNotContainAnyElementsOf(first);
    assertThat(rows.schema().features()).hasSize(features);
    assertThat(rows.schema().task()).hasToString(task);
    if (rows.schema().task() == Task.CLASSIFICATION) {
      List<Example> examples = rows.examples().collect();
      assertThat(examples.stream().filter(e -> e.targets()[0] == 1)).hasSize(count / 2);
    }
  }

  /** Tied to the numbers, so that a seed means the same for ever. */
  @Test
  void keepsItsRows() {
    Example gaussian = Demo.GAUSSIANS.rows(1).get(0);
    assertThat(gaussian.features().toArray())
        .containsExactly(1.561581040188955, -0.6081826070068602);
  }

  @Test
  void friedmanIsItsFormulaAndNoiseOfDeviationOne() {
    double squares = 0;
    List<Example> rows = Demo.FRIEDMAN.rows(3);
    for (Example row : rows) {
      double[] x = row.features().toArray();
      double clean =
          10 * Math.sin(Math.PI * x[0] * x[1])
              + 20 * Math.pow(x[2] - 0.5, 2)
              + 10 * x[3]
              + 5 * x[4];
      squares += Math.pow(row.targets()[0] - clean, 2);
    }
    assertThat(squares / rows.size()).isBetween(0.9, 1.1);
  }
}
