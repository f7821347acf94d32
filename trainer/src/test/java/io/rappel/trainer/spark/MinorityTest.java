package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.optim.OptimizerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sums that are divided in each block or partition, or rows that are cut off there, lose a class of
 * which each has one row at its end.
 */
class MinorityTest {

  private static final int SLICES = 100;
  private static final int ROWS_OF_A_SLICE = 129;

  @ParameterizedTest
  @EnumSource(names = {"NEVER", "ALWAYS"})
  void theLastRowOfEachSliceCountsAsTheOthersDo(LocalPath path) {
    Random random = new Random(8);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < SLICES * ROWS_OF_A_SLICE; i++) {
      boolean last = i % ROWS_OF_A_SLICE == ROWS_OF_A_SLICE - 1;
      rows.add(TestRows.row(last ? 1 : 0, 1, random.nextGaussian()));
    }
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of())
            .optimizer(OptimizerKind.LBFGS)
            .l2(0.0)
            .validationFraction(0)
            .localPath(path)
            .build();
    TrainingResult result =
        SparkFixture.withSpark(
            "local[2]",
            sc -> SparkFixture.train(sc, rows, SLICES, SparkFixture.classes(1, 2), 3, config));
    double p = 1.0 / ROWS_OF_A_SLICE;
    double entropy = -p * Math.log(p) - (1 - p) * Math.log(1 - p);

    assertThat((Double) result.train().get("log_loss")).isCloseTo(entropy, within(1e-3));
  }
}
