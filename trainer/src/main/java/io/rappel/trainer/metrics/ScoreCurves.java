package io.rappel.trainer.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the probabilities of rows are worth, at every threshold and as probabilities.
 *
 * @param cuts of two classes: what each threshold gives, from the highest on, thinned to what can
 *     be told apart in a drawing; otherwise empty
 * @param averagePrecision of two classes: the mean of the precision over recall, each cut's
 *     weighted by what it adds to recall; NaN where there are no cuts
 * @param calibration of two classes the probability of the second, of more the largest, by bins of
 *     equal weight, ascending
 */
public record ScoreCurves(
    List<Cut> cuts, double averagePrecision, List<CalibrationBin> calibration) {

  /** Of rows that have no probabilities. */
  public static final ScoreCurves NONE = new ScoreCurves(List.of(), Double.NaN, List.of());

  /** Cuts closer than this in all their shares are one. */
  private static final double CLOSE = 0.01;

  private static final int MOST_CUTS = 400;
  private static final int MOST_BINS = 10;
  private static final int ROWS_OF_A_BIN = 20;

  public ScoreCurves {
    cuts = List.copyOf(cuts);
    calibration = List.copyOf(calibration);
  }

  /**
   * What comes of predicting the second class from a probability on.
   *
   * @param threshold infinite where no row is predicted to be of it
   * @param recall share of the rows of the second class that are found
   * @param falsePositives share of the rows of the first class that are taken for the second
   * @param precision share of what is found that is of the second class; 1 where nothing is
   */
  public record Cut(double threshold, double recall, double falsePositives, double precision) {

    private boolean isClose(Cut other, double distance) {
      return Math.abs(recall - other.recall) < distance
          && Math.abs(falsePositives - other.falsePositives) < distance
          && Math.abs(precision - other.precision) < distance;
    }
  }

  /**
   * Rows of neighbouring probabilities.
   *
   * @param low the lowest probability
   * @param high the highest
   * @param predicted the mean probability
   * @param actual the share of rows that were what was predicted
   * @param weight of the rows
   */
  public record CalibrationBin(
      double low, double high, double predicted, double actual, double weight) {}

  /** The groups' scores and both weights, ascending. */
  private record Groups(double[][] rows, double positives, double negatives) {

    static Groups of(RankedScores scores) {
      List<double[]> rows = new ArrayList<>();
      scores.groups(
          (score, positive, negative) -> rows.add(new double[] {score, positive, negative}));
      double positives = 0;
      double negatives = 0;
      for (double[] row : rows) {
        positives += row[1];
        negatives += row[2];
      }
      return new Groups(rows.toArray(double[][]::new), positives, negatives);
    }

    double weight() {
      return positives + negatives;
    }
  }

  /**
   * The curves of scores, the same bits for the same rows.
   *
   * @param ranks whether thresholds make sense, as they do for one class of two
   * @param rows how many there are
   */
  static ScoreCurves of(RankedScores scores, boolean ranks, long rows) {
    if (!scores.areNumbers()) {
      return NONE;
    }
    Groups groups = Groups.of(scores);
    List<CalibrationBin> calibration = calibration(groups, rows);
    if (!ranks || !(groups.positives > 0) || !(groups.negatives > 0)) {
      return new ScoreCurves(List.of(), Double.NaN, calibration);
    }
    List<Cut> cuts = new ArrayList<>();
    cuts.add(new Cut(Double.POSITIVE_INFINITY, 0, 0, 1));
    double positive = 0;
    double negative = 0;
    double area = 0;
    for (int i = groups.rows.length - 1; i >= 0; i--) {
      double[] group = groups.rows[i];
      positive += group[1];
      negative += group[2];
      if (positive + negative > 0) {
        double precision = positive / (positive + negative);
        area += group[1] / groups.positives * precision;
        cuts.add(
            new Cut(group[0], positive / groups.positives, negative / groups.negatives, precision));
      }
    }
    return new ScoreCurves(thinned(cuts), area, calibration);
  }

  private static List<Cut> thinned(List<Cut> all) {
    List<Cut> kept = all;
    for (double distance = CLOSE; kept == all || kept.size() > MOST_CUTS; distance *= 2) {
      kept = new ArrayList<>(all.subList(0, 1));
      for (Cut cut : all.subList(1, all.size() - 1)) {
        if (!cut.isClose(kept.get(kept.size() - 1), distance)) {
          kept.add(cut);
        }
      }
      kept.add(all.get(all.size() - 1));
    }
    return kept;
  }

  /** Rows of one score stay together, so that bins may be fewer and not quite equal. */
  private static List<CalibrationBin> calibration(Groups groups, long rows) {
    int bins = (int) Math.max(1, Math.min(MOST_BINS, rows / ROWS_OF_A_BIN));
    List<CalibrationBin> calibration = new ArrayList<>();
    double before = 0;
    int from = 0;
    while (from < groups.rows.length) {
      int bin = bin(groups, from, before, bins);
      int to = from;
      double sum = 0;
      double positive = 0;
      double weight = 0;
      while (to < groups.rows.length && bin(groups, to, before, bins) == bin) {
        double[] group = groups.rows[to];
        double both = group[1] + group[2];
        sum += group[0] * both;
        positive += group[1];
        weight += both;
        before += both;
        to++;
      }
      if (weight > 0) {
        calibration.add(
            new CalibrationBin(
                groups.rows[from][0],
                groups.rows[to - 1][0],
                sum / weight,
                positive / weight,
                weight));
      }
      from = to;
    }
    return Collections.unmodifiableList(calibration);
  }

  /** The bin in which the middle of a group lies. */
  private static int bin(Groups groups, int group, double before, int bins) {
    double middle = before + (groups.rows[group][1] + groups.rows[group][2]) / 2;
    return (int) Math.min(bins - 1, Math.floor(bins * middle / groups.weight()));
  }
}
