package io.rappel.trainer.metrics;

import java.util.Arrays;

/**
 * Weights of both classes in 2^16 bins of the score, for very many rows. The bins are narrow at
 * both ends, where the scores of good classifiers crowd: a bin spans 2^-10 of the distance from its
 * score to the nearer of 0 and 1 (at the least 2^-33). Scores of a bin count as ties, so the area
 * is off by at most half the share of pairs of a positive and a negative in one bin.
 */
final class BinnedScores extends RankedScores {

  private static final long serialVersionUID = 1L;

  private static final int STEP_BITS = 10; // bins in a doubling of the distance: 2^10
  private static final int MANTISSA_BITS = 52;
  private static final int BINS_OF_A_HALF = 1 << 15;
  // Distances from 2^-33 to 2^-1 take 32 doublings.
  private static final long FIRST_BIN = steps(0x1p-33);

  private final CellSums weights = new CellSums();

  @Override
  void addNumber(double score, boolean positive, double weight) {
    weights.add(2 * bin(score) + (positive ? 1 : 0), weight);
  }

  @Override
  void mergeNumbers(RankedScores other) {
    weights.merge(((BinnedScores) other).weights);
  }

  @Override
  void groups(ScoreGroups groups) {
    long[] bins = Arrays.stream(weights.ascending()).map(cell -> cell >> 1).distinct().toArray();
    for (long bin : bins) {
      groups.add(score(bin), weights.value(2 * bin + 1), weights.value(2 * bin));
    }
  }

  /** From 0 to 2^16 − 1, rising with the score; scores outside [0, 1] go to the ends. */
  static long bin(double score) {
    return score < 0.5 ? binOfDistance(score) : 2 * BINS_OF_A_HALF - 1 - binOfDistance(1 - score);
  }

  /** The middle of a bin, for {@link #bin} as its inverse. */
  static double score(long bin) {
    return bin < BINS_OF_A_HALF ? middle(bin) : 1 - middle(2 * BINS_OF_A_HALF - 1 - bin);
  }

  private static double middle(long bin) {
    long bits = 2 * (bin + FIRST_BIN) + 1;
    return Double.longBitsToDouble(bits << (MANTISSA_BITS - STEP_BITS - 1));
  }

  private static long binOfDistance(double distance) {
    return Math.min(BINS_OF_A_HALF - 1, Math.max(0, steps(Math.max(0, distance)) - FIRST_BIN));
  }

  /** The leading bits of a positive number, which rise with it. */
  private static long steps(double distance) {
    return Double.doubleToRawLongBits(distance) >>> (MANTISSA_BITS - STEP_BITS);
  }
}
