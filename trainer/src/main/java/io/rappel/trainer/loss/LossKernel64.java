package io.rappel.trainer.loss;

import io.rappel.trainer.math.Elementary;
import io.rappel.trainer.network.Activation;

/**
 * Values and derivatives of losses for a block, in float64; the float32 twin is generated at build.
 * Derivatives are with respect to the pre-activations o of the output layer, so that softmax with
 * cross-entropy and sigmoid with logistic loss are a − y, without a division that could fail.
 */
public final class LossKernel64 {

  private LossKernel64() {}

  /**
   * The loss of a block.
   *
   * @param o pre-activations of the output layer [rows × outputs]
   * @param a = φ(o) [rows × outputs]
   * @param targets class indices [rows × 1] where there are several outputs, else values [rows ×
   *     targetColumns]
   * @param weights of the examples [rows]
   * @param delta receives weight · ∂C/∂o [rows × outputs]
   * @return Σ_rows weight · C, added up in the rows' order in float64
   */
  public static /* wide */ double evaluate(
      Loss loss,
      Activation activation,
      double[] o,
      double[] a,
      double[] targets,
      int targetColumns,
      double[] weights,
      int rows,
      int outputs,
      double[] delta) {
    return switch (loss) {
      case CROSS_ENTROPY -> crossEntropy(o, a, targets, weights, rows, outputs, delta);
      case LOGISTIC -> logistic(o, a, targets, weights, rows, delta);
      case SQUARED, HALF_SQUARED -> {
        /* wide */ double sum = squared(a, targets, targetColumns, weights, rows, outputs, delta);
        if (loss == Loss.HALF_SQUARED) {
          sum /= 2;
          halve(delta, rows * outputs);
        }
        activation.backward(o, a, delta, rows, outputs);
        yield sum;
      }
    };
  }

  private static /* wide */ double crossEntropy(
      double[] o,
      double[] a,
      double[] classes,
      double[] weights,
      int rows,
      int outputs,
      double[] delta) {
    /* wide */ double sum = 0;
    for (int i = 0; i < rows; i++) {
      int start = i * outputs;
      int actual = (int) classes[i];
      double max = o[start];
      for (int j = 1; j < outputs; j++) {
        max = Math.max(max, o[start + j]);
      }
      /* wide */ double exponentials = 0;
      for (int j = 0; j < outputs; j++) {
        exponentials += Elementary.exp(o[start + j] - max);
        delta[start + j] = weights[i] * a[start + j];
      }
      delta[start + actual] -= weights[i];
      sum += weights[i] * (StrictMath.log(exponentials) + max - o[start + actual]);
    }
    return sum;
  }

  private static /* wide */ double logistic(
      double[] o, double[] a, double[] targets, double[] weights, int rows, double[] delta) {
    /* wide */ double sum = 0;
    for (int i = 0; i < rows; i++) {
      /* wide */ double z = o[i];
      delta[i] = weights[i] * (a[i] - targets[i]);
      sum +=
          weights[i]
              * (Math.max(z, 0) - targets[i] * z + StrictMath.log1p(Elementary.exp(-Math.abs(z))));
    }
    return sum;
  }

  private static /* wide */ double squared(
      double[] a,
      double[] targets,
      int targetColumns,
      double[] weights,
      int rows,
      int outputs,
      double[] delta) {
    boolean classes = outputs > 1 && targetColumns == 1;
    /* wide */ double sum = 0;
    for (int i = 0; i < rows; i++) {
      /* wide */ double weight = weights[i];
      for (int j = 0; j < outputs; j++) {
        double target = classes ? (targets[i] == j ? 1 : 0) : targets[i * targetColumns + j];
        double residual = a[i * outputs + j] - target;
        sum += weight * residual * residual;
        delta[i * outputs + j] = 2 * weights[i] * residual;
      }
    }
    return sum;
  }

  private static void halve(double[] delta, int n) {
    for (int k = 0; k < n; k++) {
      delta[k] /= 2;
    }
  }
}
