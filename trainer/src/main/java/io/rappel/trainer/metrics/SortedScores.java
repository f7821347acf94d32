package io.rappel.trainer.metrics;

import io.rappel.trainer.math.exact.ExactSum;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** All scores, which are sorted at the end. */
final class SortedScores extends RankedScores {

  private static final long serialVersionUID = 1L;

  private static final int FIRST_CAPACITY = 16;

  private double[] scores = {};
  private double[] weights = {};
  private boolean[] positives = {};
  private int size;

  @Override
  void addNumber(double score, boolean positive, double weight) {
    reserve(size + 1);
    scores[size] = score;
    weights[size] = weight;
    positives[size] = positive;
    size++;
  }

  @Override
  void mergeNumbers(RankedScores other) {
    SortedScores more = (SortedScores) other;
    int count = more.size;
    reserve(size + count);
    System.arraycopy(more.scores, 0, scores, size, count);
    System.arraycopy(more.weights, 0, weights, size, count);
    System.arraycopy(more.positives, 0, positives, size, count);
    size += count;
  }

  private void reserve(int needed) {
    if (needed <= scores.length) {
      return;
    }
    int capacity = Math.max(Math.max(needed, FIRST_CAPACITY), scores.length + scores.length / 2);
    scores = Arrays.copyOf(scores, capacity);
    weights = Arrays.copyOf(weights, capacity);
    positives = Arrays.copyOf(positives, capacity);
  }

  @Override
  void groups(ScoreGroups groups) {
    if (isPlain()) {
      plainGroups(groups);
    } else {
      weightedGroups(groups);
    }
  }

  /** Whether all rows count the same, so that numbers of rows are all that matters. */
  private boolean isPlain() {
    for (int i = 0; i < size; i++) {
      if (weights[i] != weights[0]) {
        return false;
      }
    }
    return true;
  }

  private void plainGroups(ScoreGroups groups) {
    double[] positive = ascending(true);
    double[] negative = ascending(false);
    int p = 0;
    int n = 0;
    while (p < positive.length || n < negative.length) {
      double score =
          p == positive.length || n < negative.length && negative[n] < positive[p]
              ? negative[n]
              : positive[p];
      int firstPositive = p;
      int firstNegative = n;
      while (p < positive.length && positive[p] == score) {
        p++;
      }
      while (n < negative.length && negative[n] == score) {
        n++;
      }
      // + 0.0: the two zeros tie, whichever came first
      groups.add(score + 0.0, (p - firstPositive) * weights[0], (n - firstNegative) * weights[0]);
    }
  }

  /** The scores of a class. */
  private double[] ascending(boolean positive) {
    double[] found = new double[size];
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (positives[i] == positive) {
        found[n++] = scores[i];
      }
    }
    Arrays.sort(found, 0, n);
    return Arrays.copyOf(found, n);
  }

  private void weightedGroups(ScoreGroups groups) {
    int[] order = ascendingOrder();
    int from = 0;
    while (from < size) {
      int to = from + 1;
      while (to < size && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      // + 0.0: the two zeros tie, whichever came first
      groups.add(
          scores[order[from]] + 0.0, weight(order, from, to, true), weight(order, from, to, false));
      from = to;
    }
  }

  private int[] ascendingOrder() {
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> scores[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The weight of one class among rows of equal scores, exact because their order is arbitrary. */
  private double weight(int[] order, int from, int to, boolean positive) {
    ExactSum sum = new ExactSum();
    for (int i = from; i < to; i++) {
      if (positives[order[i]] == positive) {
        sum.add(weights[order[i]]);
      }
    }
    return sum.value();
  }
}
