package io.rappel.trainer.checkpoint.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Networks that a run has trained to their ends, before the one that it is at.
 *
 * @param parameters of each
 * @param losses of each on the validation rows; NaN: there are none
 * @param epochs of all
 * @param steps of all
 * @param seconds of all
 * @param resumedAt after how many steps of the run it was resumed while at these, each time
 */
public record FinishedMembers(
    List<double[]> parameters,
    List<Double> losses,
    int epochs,
    long steps,
    double seconds,
    List<Long> resumedAt) {

  /** None so far. */
  public static final FinishedMembers NONE =
      new FinishedMembers(List.of(), List.of(), 0, 0, 0, List.of());

  public FinishedMembers {
    parameters = List.copyOf(parameters);
    losses = List.copyOf(losses);
    resumedAt = List.copyOf(resumedAt);
  }

  /** How many there are. */
  public int count() {
    return parameters.size();
  }

  /**
   * These and one more.
   *
   * @param moreResumedAt after how many of its own steps
   */
  public FinishedMembers with(
      double[] moreParameters,
      double moreLoss,
      int moreEpochs,
      long moreSteps,
      double moreSeconds,
      List<Long> moreResumedAt) {
    List<double[]> all = new ArrayList<>(parameters);
    all.add(moreParameters);
    List<Double> allLosses = new ArrayList<>(losses);
    allLosses.add(moreLoss);
    return new FinishedMembers(
        all,
        allLosses,
        epochs + moreEpochs,
        steps + moreSteps,
        seconds + moreSeconds,
        resumedWith(moreResumedAt));
  }

  private List<Long> resumedWith(List<Long> more) {
    List<Long> all = new ArrayList<>(resumedAt);
    more.forEach(at -> all.add(steps + at));
    return all;
  }
}
