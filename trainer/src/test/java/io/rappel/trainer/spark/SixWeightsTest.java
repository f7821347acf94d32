package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.network.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

/**
 * The SMAI exercise: two inputs, two units of tanh, one output of sigmoid, six weights, and the
 * squared error; against the rule derived by hand.
 */
class SixWeightsTest {

  private static final double ETA = 0.7;
  private static final int STEPS = 20;

  /** Two overlapping clouds of points. */
  private static List<Example> rows() {
    Random random = new Random(14);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      int label = i % 2;
      double[] x = {random.nextGaussian() + label, random.nextGaussian() - label};
      rows.add(new Example(Vectors.dense(x), new double[] {label}, 1));
    }
    return rows;
  }

  @Test
  void theDistributedRunFollowsTheRuleDerivedByHand() {
    SeedRun run =
        new SeedRun(
            TrainingConfig.builder()
                .hidden(List.of(2))
                .bias(false)
                .activation(Activation.TANH)
                .loss(Loss.SQUARED)
                .outputActivation(Activation.SIGMOID)
                .l2(0.0)
                .learningRate(ETA)
                .batch(BatchSize.full())
                .maxSteps(STEPS),
            SparkFixture.classes(2, 2));
    List<Example> rows = rows();
    double[] w = SeedRun.flat(run.weights(0), run.weights(1));
    for (int step = 0; step < STEPS; step++) {
      descend(rows, w);
    }

    assertThat(run.parameters(rows)).containsExactly(w, within(1e-10));
  }

  /** w = (w11, w12, w21, w22, v1, v2), where w_ij leads from input i to unit j. */
  private static void descend(List<Example> rows, double[] w) {
    double[] g = new double[6];
    for (Example row : rows) {
      double x1 = row.features().apply(0);
      double x2 = row.features().apply(1);
      double h1 = Math.tanh(w[0] * x1 + w[2] * x2);
      double h2 = Math.tanh(w[1] * x1 + w[3] * x2);
      double a = 1 / (1 + Math.exp(-(w[4] * h1 + w[5] * h2)));
      double delta = 2 * (a - row.targets()[0]) * a * (1 - a);
      g[0] += delta * w[4] * (1 - h1 * h1) * x1;
      g[1] += delta * w[5] * (1 - h2 * h2) * x1;
      g[2] += delta * w[4] * (1 - h1 * h1) * x2;
      g[3] += delta * w[5] * (1 - h2 * h2) * x2;
      g[4] += delta * h1;
      g[5] += delta * h2;
    }
    for (int k = 0; k < 6; k++) {
      w[k] -= ETA * g[k] / rows.size();
    }
  }
}
