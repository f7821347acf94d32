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
      case SQUARED, HALF_SQUARED, ABSOLUTE, HUBER -> {
        /* wide */ double sum =
            residuals(loss, a, targets, targetColumns, weights, rows, outputs, delta);
        activation.backward(o, a, delta, rows, outputs);
        yield sum;
      }
      case HINGE, SQUARED_HINGE -> margins(loss, o, targets, weights, rows, outputs, delta);
      case POISSON -> poisson(o, a, targets, weights, rows, outputs, delta);
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

  /** Losses of r = a − y; leaves weight · ∂C/∂a in delta. */
  private static /* wide */ double residuals(
      Loss loss,
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
        sum += weight * ofResidual(loss, residual);
        delta[i * outputs + j] = weights[i] * slope(loss, residual);
      }
    }
    return sum;
  }

  private static /* wide */ double ofResidual(Loss loss, /* wide */ double residual) {
    /* wide */ double size = Math.abs(residual);
    return switch (loss) {
      case SQUARED -> residual * residual;
      case ABSOLUTE -> size;
      case HUBER -> size <= 1 ? residual * residual / 2 : size - 0.5;
      default -> residual * residual / 2;
    };
  }

  private static double slope(Loss loss, double residual) {
    return switch (loss) {
      case SQUARED -> 2 * residual;
      case ABSOLUTE -> Math.signum(residual);
      case HUBER -> Math.max(-1, Math.min(1, residual));
      default -> residual;
    };
  }

  /** Losses of 1 − t o, with t = 1 for the class of the row or of the output, else −1. */
  private static /* wide */ double margins(
      Loss loss,
      double[] o,
      double[] classes,
      double[] weights,
      int rows,
      int outputs,
      double[] delta) {
    /* wide */ double sum = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < outputs; j++) {
        int k = i * outputs + j;
        double t = classes[i] == (outputs == 1 ? 1 : j) ? 1 : -1;
        double missing = Math.max(0, 1 - t * o[k]);
        /* wide */ double weight = weights[i];
        if (loss == Loss.HINGE) {
          sum += weight * missing;
          delta[k] = -t * weights[i] * Math.signum(missing);
        } else {
          sum += weight * missing * missing;
          delta[k] = -t * weights[i] * 2 * missing;
        }
      }
    }
    return sum;
  }

  private static /* wide */ double poisson(
      double[] o,
      double[] a,
      double[] targets,
      double[] weights,
      int rows,
      int outputs,
      double[] delta) {
    /* wide */ double sum = 0;
    for (int i = 0; i < rows; i++) {
      /* wide */ double weight = weights[i];
      for (int k = i * outputs; k < (i + 1) * outputs; k++) {
        /* wide */ double linear = o[k];
        sum += weight * (a[k] - targets[k] * linear);
        delta[k] = weights[i] * (a[k] - targets[k]);
      }
    }
    return sum;
  }
}
