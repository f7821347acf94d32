package io.rappel.trainer;

/** Decides when a run ends, and keeps the best parameters on the way. */
final class Stopping {

  private final TrainingConfig config;
  private final boolean validates;
  private final boolean keepsBest;
  private String reason;
  private boolean stalled;
  private Snapshot best;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private double previousLoss = Double.NaN;
  private double lossSum;
  private long lossCount;

  Stopping(TrainingConfig config, boolean validates) {
    this.config = config;
    this.validates = validates;
    this.keepsBest =
        validates && (config.keep() == null ? config.patience() > 0 : config.keep() == Keep.BEST);
  }

  boolean isOver() {
    return reason != null;
  }

  /** Why the run has ended, in words. */
  String reason() {
    return reason;
  }

  /** Goes back to the best parameters by validation loss, where there is patience. */
  void restoreBest(double[] parameters) {
    if (best != null) {
      best.restore(parameters);
    }
  }

  /** A step was made. */
  void stepped(long steps, double loss) {
    lossSum += loss;
    lossCount++;
    if (config.maxSteps() > 0 && steps >= config.maxSteps()) {
      reason = "the %d steps of --max-steps are done".formatted(steps);
    }
  }

  /** Whether the run has ended since the optimizer can go no further. */
  boolean isStalled() {
    return stalled;
  }

  /** The optimizer can go no further. */
  void stalled() {
    stalled = true;
    reason = "converged: the line search can go no further";
  }

  /** Mean objective of the steps since the last epoch's end. */
  double epochLoss() {
    return lossCount == 0 ? previousLoss : lossSum / lossCount;
  }

  /** An epoch has ended; returns whether its parameters are the best so far. */
  boolean epochEnded(int epoch, double validationLoss, double[] parameters) {
    double loss = epochLoss();
    boolean isBest = !validates || validationLoss < bestLoss;
    if (validates && isBest) {
      if (keepsBest && best == null) {
        best = new Snapshot(parameters.length, config.precision());
      }
      if (keepsBest) {
        best.take(parameters);
      }
      bestLoss = validationLoss;
      bestEpoch = epoch;
    }
    if (reason == null) {
      reason = judge(epoch, loss);
    }
    previousLoss = loss;
    lossSum = 0;
    lossCount = 0;
    return isBest;
  }

  private String judge(int epoch, double loss) {
    if (epoch >= config.epochs()) {
      return "all %d epochs are done%s"
          .formatted(epoch, keepsBest ? "; the model is that of epoch " + bestEpoch : "");
    }
    if (Math.abs(previousLoss - loss) <= config.tolerance() * Math.abs(previousLoss)
        && config.tolerance() > 0) {
      return "converged: the loss changed by less than the tolerance of %s in epoch %d"
          .formatted(config.tolerance(), epoch);
    }
    if (validates && config.patience() > 0 && epoch - bestEpoch >= config.patience()) {
      return "the validation loss has not improved for %d epochs; the model is that of %s"
          .formatted(epoch - bestEpoch, keepsBest ? "epoch " + bestEpoch : "the last");
    }
    return null;
  }
}
