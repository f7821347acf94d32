package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps of which the penalty is so large that nothing is left of the loss in their sum. */
class LargePenaltyTest {

  @ParameterizedTest
  @EnumSource(Precision.class)
  void leavesTheLossThatIsReportedAsItIs(Precision precision) {
    assertThat(losses(precision, 1e20)).containsExactly(losses(precision, 0), offset(1e-9));
  }

  /** The loss of the first step, before anything has moved. */
  private static double[] losses(Precision precision, double l2) {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(new Example(Vectors.dense(i % 7 - 3, i % 5 - 2), new double[] {i % 2}, 1));
    }
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of(3))
            .loss(Loss.LOGISTIC)
            .optimizer(OptimizerKind.ADAM)
            .precision(precision)
            .blas(BlasKind.EJML)
            .l2(l2)
            .epochs(1)
            .maxSteps(1)
            .build();
    List<StepReport> steps = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            steps.add(report);
          }
        };
    SparkFixture.withSpark(
        "local[2]",
        sc ->
            SparkTraining.train(
                TrainingInput.ofExamples(
                    SparkFixture.classes(2, 2), sc.parallelize(rows, 2), null, 2, null),
                config,
                listener));
    return steps.stream().mapToDouble(StepReport::dataLoss).toArray();
  }
}
