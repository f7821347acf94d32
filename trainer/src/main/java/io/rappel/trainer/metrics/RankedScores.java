package io.rappel.trainer.metrics;

import java.io.Serializable;

/**
 * Scores of the rows of two classes, or of rows that are what was predicted and rows that are not,
 * from which the area under the ROC curve and the curves of a report are computed.
 */
abstract class RankedScores implements Serializable {

  private static final long serialVersionUID = 1L;

  private boolean numbers = true;

  static RankedScores of(boolean binned) {
    return binned ? new BinnedScores() : new SortedScores();
  }

  final void add(double score, boolean positive, double weight) {
    if (Double.isNaN(score)) {
      numbers = false;
    } else {
      addNumber(score, positive, weight);
    }
  }

  final void merge(RankedScores other) {
    numbers &= other.numbers;
    mergeNumbers(other);
  }

  /** Whether no score is NaN. */
  final boolean areNumbers() {
    return numbers;
  }

  /** The area, or null where a class has no weight or a score is NaN. */
  final Double area() {
    if (!numbers) {
      return null;
    }
    RocArea area = new RocArea();
    groups(area);
    return area.value();
  }

  abstract void addNumber(double score, boolean positive, double weight);

  abstract void mergeNumbers(RankedScores other);

  /** Gives the weights of both classes at each score, in ascending order of scores. */
  abstract void groups(ScoreGroups groups);
}
