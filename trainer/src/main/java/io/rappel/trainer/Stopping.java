package io.rappel.trainer;

import io.rappel.trainer.checkpoint.state.EndingState;
import io.rappel.trainer.checkpoint.state.Snapshot;
import io.rappel.trainer.config.EndSettings;
import io.rappel.trainer.config.Keep;
import io.rappel.trainer.math.Precision;

/** Decides when a run ends, and keeps the best parameters on the way. */
final class Stopping {

  private final EndSettings end;
  private final Precision precision;
  private final boolean validates;
  private final boolean keepsBest;
  private String reason;
  private boolean stalled;
  private Snapshot best;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private double previousLoss = Double.NaN;
  private double lossBefore = Double.NaN;
  private double lossSum;
  private double dataLossSum;
  private long lossCount;

  Stopping(EndSettings end, Precision precision, boolean validates) {
    this.end = end;
    this.precision = precision;
    this.validates = validates;
    this.keepsBest =
        validates && (end.keep() == null ? end.patience() > 0 : end.keep() == Keep.BEST);
  }

  /** What there is to know after a step or an epoch, without the best parameters. */
  EndingState state() {
    return new EndingState(
        stalled,
        bestEpoch,
        bestEpoch == 0 ? Double.NaN : bestLoss,
        previousLoss,
        lossBefore,
        lossSum,
        dataLossSum,
        lossCount);
  }

  /** The best parameters; null where none are kept, or none yet. */
  Snapshot best() {
    return best;
  }

  /**
   * Goes on from a state; whether the run is over is judged anew, as there may be more epochs now.
   *
   * @param bestParameters the snapshot of {@link #best()}
   * @param epochEnded whether the state is that of an epoch's end
   */
  void restore(
      EndingState state, Snapshot bestParameters, int epochs, long steps, boolean epochEnded) {
    best = bestParameters;
    bestEpoch = state.bestEpoch();
    bestLoss = bestEpoch == 0 ? Double.POSITIVE_INFINITY : state.bestLoss();
    previousLoss = state.previousLoss();
    lossBefore = state.lossBefore();
    lossSum = state.lossSum();
    dataLossSum = state.dataLossSum();
    lossCount = state.lossCount();
    if (state.stalled()) {
      stalled();
    } else if (end.maxSteps() > 0 && steps >= end.maxSteps()) {
      reason = maxStepsDone();
    } else if (epochEnded && epochs > 0) {
      reason = judge(epochs);
    }
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

  /**
   * A step was made.
   *
   * @param loss with the penalty
   */
  void stepped(long steps, double loss, double dataLoss) {
    lossSum += loss;
    dataLossSum += dataLoss;
    lossCount++;
    if (end.maxSteps() > 0 && steps >= end.maxSteps()) {
      reason = maxStepsDone();
    }
  }

  private String maxStepsDone() {
    return end.maxSteps() == 1
        ? "the 1 step of --max-steps is done"
        : "the %d steps of --max-steps are done".formatted(end.maxSteps());
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

  /** Mean data loss of the steps since the last epoch's end; NaN: there was none. */
  double epochDataLoss() {
    return dataLossSum / lossCount;
  }

  /** An epoch has ended; returns whether its parameters are the best so far. */
  boolean epochEnded(int epoch, double validationLoss, double[] parameters) {
    double loss = epochLoss();
    boolean isBest = !validates || validationLoss < bestLoss;
    if (validates && isBest) {
      if (keepsBest && best == null) {
        best = new Snapshot(parameters.length, precision);
      }
      if (keepsBest) {
        best.take(parameters);
      }
      bestLoss = validationLoss;
      bestEpoch = epoch;
    }
    lossBefore = previousLoss;
    previousLoss = loss;
    lossSum = 0;
    dataLossSum = 0;
    lossCount = 0;
    if (reason == null) {
      reason = judge(epoch);
    }
    return isBest;
  }

  private String judge(int epoch) {
    if (epoch >= end.epochs()) {
      String done = epoch == 1 ? "the 1 epoch is done" : "all %d epochs are done".formatted(epoch);
      return keepsBest ? done + "; the model is that of epoch " + bestEpoch : done;
    }
    if (Math.abs(lossBefore - previousLoss) <= end.tolerance() * Math.abs(lossBefore)
        && end.tolerance() > 0) {
      return "converged: the loss changed by less than the tolerance of %s in epoch %d"
          .formatted(end.tolerance(), epoch);
    }
    if (validates && end.patience() > 0 && epoch - bestEpoch >= end.patience()) {
      return "the validation loss has not improved for %d epochs; the model is that of %s"
          .formatted(epoch - bestEpoch, keepsBest ? "epoch " + bestEpoch : "the last");
    }
    return null;
  }
}
