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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The general recursion of the Birmingham notes: L layers of mixed widths with the cost ½‖y − a‖²,
 * examples averaged over mini-batches of size s, over one example at a time, and over all.
 */
class GeneralRecursionTest {

  private static final int[] WIDTHS = {4, 7, 3, 5, 2};
  private static final int LAYERS = WIDTHS.length - 1;
  private final double[][][] w = new double[LAYERS][][];
  private final double[][] b = new double[LAYERS][];

  private static List<Example> rows() {
    Random random = new Random(12);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      double[] x = random.doubles(WIDTHS[0], -2, 2).toArray();
      double[] y = {Math.sin(x[0]) + x[1], x[2] * x[3] + 0.1 * random.nextGaussian()};
      rows.add(new Example(Vectors.dense(x), y, 1));
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"1, 150, 0.02", "20, 210, 0.1", "50, 100, 0.2", "100, 60, 0.3", "full, 10, 0.3"})
  void theDistributedRunIsThePlainLoop(String batch, int steps, double eta) {
    SeedRun run =
        new SeedRun(
            TrainingConfig.builder()
                .hidden(List.of(WIDTHS[1], WIDTHS[2], WIDTHS[3]))
                .activation(Activation.TANH)
                .loss(Loss.HALF_SQUARED)
                .outputActivation(Activation.IDENTITY)
                .l2(0.0)
                .learningRate(eta)
                .batch(BatchSize.parse(batch))
                .maxSteps(steps),
            SparkFixture.values(WIDTHS[0], WIDTHS[LAYERS]));
    for (int l = 0; l < LAYERS; l++) {
      w[l] = run.weights(l);
      b[l] = run.biases(l);
    }
    List<Example> rows = rows();
    int done = 0;
    for (int epoch = 1; done < steps; epoch++) {
      List<List<Example>> batches = batch.equals("full") ? List.of(rows) : run.batches(rows, epoch);
      for (int i = 0; i < batches.size() && done < steps; i++, done++) {
        descend(batches.get(i), eta);
      }
    }

    assertThat(run.parameters(rows)).containsExactly(flat(), within(1e-10));
  }

  private double[] flat() {
    Object[] tensors = new Object[2 * LAYERS];
    for (int l = 0; l < LAYERS; l++) {
      tensors[2 * l] = w[l];
      tensors[2 * l + 1] = b[l];
    }
    return SeedRun.flat(tensors);
  }

  private void descend(List<Example> batch, double eta) {
    double[][][] dW = new double[LAYERS][][];
    double[][] db = new double[LAYERS][];
    for (int l = 0; l < LAYERS; l++) {
      dW[l] = new double[WIDTHS[l]][WIDTHS[l + 1]];
      db[l] = new double[WIDTHS[l + 1]];
    }
    batch.forEach(row -> addGradient(row, dW, db));
    for (int l = 0; l < LAYERS; l++) {
      for (int j = 0; j < WIDTHS[l + 1]; j++) {
        b[l][j] -= eta * db[l][j] / batch.size();
        for (int i = 0; i < WIDTHS[l]; i++) {
          w[l][i][j] -= eta * dW[l][i][j] / batch.size();
        }
      }
    }
  }

  /** a[l + 1] = φ(a[l] W_l + b_l); backwards δ = (W δ') ⊙ φ', which starts at a − y. */
  private void addGradient(Example row, double[][][] dW, double[][] db) {
    double[][] a = new double[LAYERS + 1][];
    a[0] = row.features().toArray();
    for (int l = 0; l < LAYERS; l++) {
      a[l + 1] = b[l].clone();
      for (int j = 0; j < WIDTHS[l + 1]; j++) {
        for (int i = 0; i < WIDTHS[l]; i++) {
          a[l + 1][j] += a[l][i] * w[l][i][j];
        }
        a[l + 1][j] = l < LAYERS - 1 ? Math.tanh(a[l + 1][j]) : a[l + 1][j];
      }
    }
    double[] delta = new double[WIDTHS[LAYERS]];
    for (int j = 0; j < delta.length; j++) {
      delta[j] = a[LAYERS][j] - row.targets()[j];
    }
    for (int l = LAYERS - 1; l >= 0; l--) {
      double[] below = new double[WIDTHS[l]];
      for (int j = 0; j < WIDTHS[l + 1]; j++) {
        db[l][j] += delta[j];
        for (int i = 0; i < WIDTHS[l]; i++) {
          dW[l][i][j] += a[l][i] * delta[j];
          below[i] += w[l][i][j] * delta[j] * (1 - a[l][i] * a[l][i]);
        }
      }
      delta = below;
    }
  }
}
