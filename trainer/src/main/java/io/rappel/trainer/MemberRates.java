package io.rappel.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * At what rates the networks of an average learn, where that is left open. The shape of a table
 * does not tell what suits it: one is learned best at the recipe's rates, another by larger steps
 * and with bins at their full rate. So the first network learns at the recipe's rates, the second
 * at bold ones, and each of the others at those of the two that have had the smaller mean
 * validation loss so far.
 */
public final class MemberRates {

  /** By what the learning rate is multiplied where it is bold. */
  static final double FASTER = 3;

  /** The rate of bins where it is bold. */
  static final double BINS = 1;

  /** A network that is worse than the best by more than this share is not averaged. */
  private static final double WORSE = 0.25;

  /** Of fewer validation rows, losses say too little to choose rates by. */
  private static final long ROWS_TO_CHOOSE_BY = 50;

  /** Of fewer validation rows, losses say too little to leave a network out. */
  private static final long ROWS_TO_JUDGE_BY = 200;

  private MemberRates() {}

  /** Whether validation losses say enough to choose rates by. */
  public static boolean areTold(long validationRows) {
    return validationRows >= ROWS_TO_CHOOSE_BY;
  }

  /**
   * Whether the next network learns at bold rates.
   *
   * @param losses of those before on the validation rows, in their order
   */
  public static boolean areBold(List<Double> losses, long validationRows) {
    if (!areTold(validationRows)) {
      return false;
    }
    List<Boolean> bold = new ArrayList<>();
    for (int next = 0; next <= losses.size(); next++) {
      bold.add(next == 1 || next > 1 && mean(losses, bold, true) < mean(losses, bold, false));
    }
    return bold.get(losses.size());
  }

  /** The mean loss of those that were bold, or of those that were not; NaN if there is none. */
  private static double mean(List<Double> losses, List<Boolean> bold, boolean wanted) {
    return IntStream.range(0, bold.size())
        .filter(m -> bold.get(m) == wanted)
        .mapToDouble(losses::get)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The numbers of the networks that are averaged: all but those that are clearly worse.
   *
   * @param losses of all on the validation rows
   */
  public static List<Integer> averaged(List<Double> losses, long validationRows) {
    double best = losses.stream().mapToDouble(loss -> loss).min().orElse(Double.NaN);
    return IntStream.range(0, losses.size())
        .filter(
            m ->
                validationRows < ROWS_TO_JUDGE_BY
                    || !(losses.get(m) - best > WORSE * Math.abs(best)))
        .boxed()
        .toList();
  }
}
