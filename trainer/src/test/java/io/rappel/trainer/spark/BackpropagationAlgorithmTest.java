package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

/**
 * Algorithm 1 of the CS 349 notes: one hidden layer of relu, softmax with cross-entropy, α/2 of the
 * squared weights, small random weights and zero biases, and full-batch descent for a number of
 * epochs.
 */
class BackpropagationAlgorithmTest {

  private static final int INPUTS = 5;
  private static final int HIDDEN = 7;
  private static final int CLASSES = 3;
  private static final double ALPHA = 0.02;
  private static final double ETA = 0.4;
  private static final int EPOCHS = 12;

  private double[][] w1;
  private double[] b1;
  private double[][] w2;
  private double[] b2;

  private static List<Example> rows() {
    Random random = new Random(11);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      int label = random.nextInt(CLASSES);
      double[] x = random.doubles(INPUTS).map(v -> random.nextGaussian() + 0.5 * label).toArray();
      rows.add(new Example(Vectors.dense(x), new double[] {label}, 1));
    }
    return rows;
  }

  @Test
  void theDistributedRunIsThePlainLoop() {
    SeedRun run =
        new SeedRun(
            TrainingConfig.builder()
                .hidden(List.of(HIDDEN))
                .activation(Activation.RELU)
                .loss(Loss.CROSS_ENTROPY)
                .initializer(Initializer.normal(0.1))
                .l2(ALPHA)
                .learningRate(ETA)
                .batch(BatchSize.full())
                .epochs(EPOCHS),
            SparkFixture.classes(INPUTS, CLASSES));
    List<Example> rows = rows();
    w1 = run.weights(0);
    b1 = run.biases(0);
    w2 = run.weights(1);
    b2 = run.biases(1);
    assertThat(b1).containsOnly(0);
    assertThat(b2).containsOnly(0);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      descend(rows);
    }

    assertThat(run.parameters(rows)).containsExactly(SeedRun.flat(w1, b1, w2, b2), within(1e-10));
  }

  /**
   * One epoch: the gradients of all examples are added up, and a step is made against their mean.
   */
  private void descend(List<Example> rows) {
    double[][] dW1 = new double[INPUTS][HIDDEN];
    double[] db1 = new double[HIDDEN];
    double[][] dW2 = new double[HIDDEN][CLASSES];
    double[] db2 = new double[CLASSES];
    for (Example row : rows) {
      double[] x = row.features().toArray();
      double[] h = new double[HIDDEN];
      for (int j = 0; j < HIDDEN; j++) {
        double z = b1[j];
        for (int i = 0; i < INPUTS; i++) {
          z += x[i] * w1[i][j];
        }
        h[j] = Math.max(0, z);
      }
      double[] delta = softmax(h);
      delta[(int) row.targets()[0]] -= 1;
      for (int k = 0; k < CLASSES; k++) {
        db2[k] += delta[k];
        for (int j = 0; j < HIDDEN; j++) {
          dW2[j][k] += h[j] * delta[k];
        }
      }
      for (int j = 0; j < HIDDEN; j++) {
        double back = 0;
        for (int k = 0; k < CLASSES; k++) {
          back += delta[k] * w2[j][k];
        }
        back = h[j] > 0 ? back : 0;
        db1[j] += back;
        for (int i = 0; i < INPUTS; i++) {
          dW1[i][j] += x[i] * back;
        }
      }
    }
    step(w1, dW1, rows.size());
    step(b1, db1, rows.size());
    step(w2, dW2, rows.size());
    step(b2, db2, rows.size());
  }

  private double[] softmax(double[] h) {
    double[] p = new double[CLASSES];
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      double z = b2[k];
      for (int j = 0; j < HIDDEN; j++) {
        z += h[j] * w2[j][k];
      }
      p[k] = Math.exp(z);
      sum += p[k];
    }
    for (int k = 0; k < CLASSES; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** W ← W − η (ΣdW / N + α W). */
  private static void step(double[][] w, double[][] dW, int n) {
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w[i].length; j++) {
        w[i][j] -= ETA * (dW[i][j] / n + ALPHA * w[i][j]);
      }
    }
  }

  /** b ← b − η Σdb / N: biases are not regularized. */
  private static void step(double[] b, double[] db, int n) {
    for (int j = 0; j < b.length; j++) {
      b[j] -= ETA * db[j] / n;
    }
  }
}
