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
 * f(x) = bᵀ σ(A x) of the DS 102 discussion, without biases, with the loss (y − f(x))² summed over
 * the data: with z₂ = σ(A x) and z₄ = y − f(x), ∂L/∂b = −2 z₄ z₂ and ∂L/∂A = −2 z₄ (b ⊙ z₂ ⊙ (1 −
 * z₂)) xᵀ.
 */
class ClosedFormTest {

  private static final int INPUTS = 3;
  private static final int UNITS = 6;
  private static final double ETA = 0.2;
  private static final int STEPS = 25;

  private static List<Example> rows() {
    Random random = new Random(13);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      double[] x = random.doubles(INPUTS, -2, 2).toArray();
      double[] y = {Math.abs(x[0]) - x[1] * x[2] + 0.3 * random.nextGaussian()};
      rows.add(new Example(Vectors.dense(x), y, 1));
    }
    return rows;
  }

  @Test
  void theDistributedRunFollowsTheClosedForms() {
    SeedRun run =
        new SeedRun(
            TrainingConfig.builder()
                .hidden(List.of(UNITS))
                .bias(false)
                .activation(Activation.SIGMOID)
                .loss(Loss.SQUARED)
                .l2(0.0)
                .learningRate(ETA)
                .batch(BatchSize.full())
                .maxSteps(STEPS),
            SparkFixture.values(INPUTS, 1));
    List<Example> rows = rows();
    double[][] a = run.weights(0); // Aᵀ
    double[][] b = run.weights(1); // a column
    for (int step = 0; step < STEPS; step++) {
      descend(rows, a, b);
    }

    assertThat(run.parameters(rows)).containsExactly(SeedRun.flat(a, b), within(1e-10));
  }

  private static void descend(List<Example> rows, double[][] a, double[][] b) {
    double[][] dA = new double[INPUTS][UNITS];
    double[] db = new double[UNITS];
    for (Example row : rows) {
      double[] x = row.features().toArray();
      double[] z2 = new double[UNITS];
      double z4 = row.targets()[0];
      for (int u = 0; u < UNITS; u++) {
        double z1 = 0;
        for (int i = 0; i < INPUTS; i++) {
          z1 += a[i][u] * x[i];
        }
        z2[u] = 1 / (1 + Math.exp(-z1));
        z4 -= b[u][0] * z2[u];
      }
      for (int u = 0; u < UNITS; u++) {
        db[u] += -2 * z4 * z2[u];
        for (int i = 0; i < INPUTS; i++) {
          dA[i][u] += -2 * z4 * b[u][0] * z2[u] * (1 - z2[u]) * x[i];
        }
      }
    }
    double eta = ETA / rows.size(); // Rappel divides the sum by the number of examples
    for (int u = 0; u < UNITS; u++) {
      b[u][0] -= eta * db[u];
      for (int i = 0; i < INPUTS; i++) {
        a[i][u] -= eta * dA[i][u];
      }
    }
  }
}
