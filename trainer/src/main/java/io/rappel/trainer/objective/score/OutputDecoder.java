package io.rappel.trainer.objective.score;

import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Elementary;
import io.rappel.trainer.network.Activation;
import java.io.Serializable;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Turns a network's outputs into what users ask for: probabilities of classes, or values in the
 * label's units.
 */
public final class OutputDecoder implements Serializable {

  private static final long serialVersionUID = 1L;

  /** There is no threshold. */
  private static final double NONE = 0;

  private final int classes;
  private final boolean softmax;
  private final boolean margins;
  private final double[] offset;
  private final double[] factor;
  private final double threshold;

  private OutputDecoder(
      int classes,
      boolean softmax,
      boolean margins,
      double[] offset,
      double[] factor,
      double threshold) {
    this.classes = classes;
    this.softmax = softmax;
    this.margins = margins;
    this.offset = offset;
    this.factor = factor;
    this.threshold = threshold;
  }

  /** For classes; two of them may share one output, which speaks for the second. */
  public static OutputDecoder classes(int classes, Loss loss, Activation output) {
    return new OutputDecoder(
        classes, output == Activation.SOFTMAX, loss.ofMargins(), null, null, NONE);
  }

  /** For values, which were scaled for training. */
  public static OutputDecoder values(Scaling targets) {
    int n = targets.columns();
    double[] offset = new double[n];
    double[] factor = new double[n];
    Arrays.setAll(offset, targets::offset);
    Arrays.setAll(factor, targets::factor);
    return new OutputDecoder(0, false, false, offset, factor, NONE);
  }

  /**
   * This, but the second of two classes is predicted where its probability is as large as a
   * threshold. Probabilities stay as they are.
   *
   * @throws IllegalArgumentException if there are not two classes, or the threshold is not between
   *     0 and 1
   */
  public OutputDecoder withThreshold(double probability) {
    if (classes != 2 || !(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "a threshold of %s for %d classes".formatted(probability, classes));
    }
    return new OutputDecoder(classes, softmax, margins, offset, factor, probability);
  }

  /** The probability from which on the second class is predicted, where one was given. */
  public OptionalDouble threshold() {
    return threshold == NONE ? OptionalDouble.empty() : OptionalDouble.of(threshold);
  }

  /** Number of classes; 0 for values. */
  public int classes() {
    return classes;
  }

  /** Numbers of a decoded row. */
  public int width() {
    return classes > 0 ? classes : offset.length;
  }

  /**
   * The probability of each class, or the values in the label's units. Outputs that are no
   * probabilities are brought into [0, 1] and divided by their sum: those of hinge losses by the
   * sigmoid function, which keeps their order and puts 0 at one half but is not calibrated, others
   * (of a squared loss, say) by cutting.
   *
   * @param outputs a_L of one example
   */
  public double[] decode(double[] outputs) {
    if (classes == 0) {
      return unscale(outputs);
    }
    if (softmax) {
      return outputs.clone();
    }
    if (outputs.length == 1) {
      double p = share(outputs[0]);
      return new double[] {margins ? share(-outputs[0]) : 1 - p, p};
    }
    double[] p = Arrays.stream(outputs).map(this::share).toArray();
    double sum = Arrays.stream(p).sum();
    for (int j = 0; j < p.length; j++) {
      p[j] = sum > 0 ? p[j] / sum : 1.0 / p.length;
    }
    return p;
  }

  private double share(double output) {
    return margins ? Elementary.sigmoid(output) : Math.min(1, Math.max(0, output));
  }

  /** Whether all numbers of a decoded row are finite. */
  public static boolean isFinite(double[] decoded) {
    for (double value : decoded) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Values in the label's units of scaled ones. */
  public double[] unscale(double[] scaled) {
    double[] values = new double[scaled.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = scaled[j] / factor[j] + offset[j];
    }
    return values;
  }

  /**
   * The class with the largest output, the first of equals; with one output the second class if it
   * is above one half, or above 0 for hinge losses. With a threshold, the second class where its
   * probability reaches it.
   *
   * @param outputs a_L of one example
   */
  public int predictedClass(double[] outputs) {
    if (threshold != NONE) {
      return decode(outputs)[1] >= threshold ? 1 : 0;
    }
    if (outputs.length == 1) {
      return outputs[0] > (margins ? 0 : 0.5) ? 1 : 0;
    }
    int best = 0;
    for (int j = 1; j < outputs.length; j++) {
      if (outputs[j] > outputs[best]) {
        best = j;
      }
    }
    return best;
  }
}
