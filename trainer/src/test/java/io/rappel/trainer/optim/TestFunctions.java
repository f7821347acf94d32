package io.rappel.trainer.optim;

import io.rappel.trainer.optim.DifferentiableFunction.Evaluation;
import java.util.Arrays;

/** Functions to minimise, with their gradients by hand. */
final class TestFunctions {

  private TestFunctions() {}

  /** Σ a (p − c)² / 2 + 0.05 Σ p⁴ + 0.3 Σ p_i p_{i+1}. */
  static DifferentiableFunction quartic(double[] a, double[] c) {
    return (p, gradient) -> {
      double value = 0;
      for (int i = 0; i < p.length; i++) {
        value += a[i] * Math.pow(p[i] - c[i], 2) / 2 + 0.05 * Math.pow(p[i], 4);
        gradient[i] = a[i] * (p[i] - c[i]) + 0.2 * p[i] * p[i] * p[i];
      }
      for (int i = 0; i + 1 < p.length; i++) {
        value += 0.3 * p[i] * p[i + 1];
        gradient[i] += 0.3 * p[i + 1];
        gradient[i + 1] += 0.3 * p[i];
      }
      return Evaluation.of(value);
    };
  }

  /** Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)², with its minimum of 0 where every x is 1. */
  static DifferentiableFunction rosenbrock() {
    return (x, gradient) -> {
      double value = 0;
      Arrays.fill(gradient, 0);
      for (int i = 0; i + 1 < x.length; i++) {
        double valley = x[i + 1] - x[i] * x[i];
        value += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
        gradient[i] += -400 * x[i] * valley - 2 * (1 - x[i]);
        gradient[i + 1] += 200 * valley;
      }
      return Evaluation.of(value);
    };
  }

  /** Σ s_i (x_i − 1)² / 2 with s from 1 to the condition number, in a geometric series. */
  static DifferentiableFunction quadratic(double conditionNumber) {
    return (x, gradient) -> {
      double value = 0;
      for (int i = 0; i < x.length; i++) {
        double scale = Math.pow(conditionNumber, i / (x.length - 1.0));
        value += scale * (x[i] - 1) * (x[i] - 1) / 2;
        gradient[i] = scale * (x[i] - 1);
      }
      return Evaluation.of(value);
    };
  }

  /**
   * Σ over rows of log(1 + exp(−t o)), o = xᵀw + b, t = ±1, plus ‖w‖² / 2; the last parameter is b.
   */
  static DifferentiableFunction logistic(double[][] rows, int[] classes) {
    return (p, gradient) -> {
      int features = p.length - 1;
      double value = 0;
      gradient[features] = 0;
      for (int j = 0; j < features; j++) {
        value += p[j] * p[j] / 2;
        gradient[j] = p[j];
      }
      for (int r = 0; r < rows.length; r++) {
        double target = 2 * classes[r] - 1;
        double margin = p[features];
        for (int j = 0; j < features; j++) {
          margin += p[j] * rows[r][j];
        }
        value += Math.log1p(Math.exp(-target * margin));
        double slope = -target / (1 + Math.exp(target * margin));
        for (int j = 0; j < features; j++) {
          gradient[j] += slope * rows[r][j];
        }
        gradient[features] += slope;
      }
      return Evaluation.of(value);
    };
  }
}
