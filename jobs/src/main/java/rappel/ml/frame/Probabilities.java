package rappel.ml.frame;

/** Decisions between classes by their probabilities. */
public final class Probabilities {

  /** The smallest logarithm, of a probability that float64 cannot tell from 0. */
  private static final double LEAST = Math.log(Double.MIN_VALUE);

  private Probabilities() {}

  /** Raw predictions, whose softmax the probabilities are: their natural logarithms, all finite. */
  public static double[] raw(double[] probabilities) {
    double[] raw = new double[probabilities.length];
    for (int k = 0; k < raw.length; k++) {
      raw[k] = Math.max(LEAST, Math.log(probabilities[k]));
    }
    return raw;
  }

  /**
   * The class whose probability is the largest in proportion to its threshold, the first of equals,
   * as MLlib decides it; a threshold of 0 is passed by any probability above it.
   */
  static int decide(double[] probabilities, double[] thresholds) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < probabilities.length; k++) {
      double scaled =
          thresholds[k] == 0
              ? probabilities[k] > 0 ? Double.POSITIVE_INFINITY : 0
              : probabilities[k] / thresholds[k];
      if (scaled > most) {
        most = scaled;
        best = k;
      }
    }
    return best;
  }
}
