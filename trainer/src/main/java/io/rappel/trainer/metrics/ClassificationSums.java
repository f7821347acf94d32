package io.rappel.trainer.metrics;

import io.rappel.trainer.math.exact.ExactSum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics of predicted classes: accuracy, log loss, F1 of the classes and their mean, the confusion
 * matrix of up to 100 classes, and of two classes the area under the ROC curve.
 */
public final class ClassificationSums extends MetricSums {

  private static final long serialVersionUID = 1L;

  private static final int LARGEST_MATRIX = 100;
  private static final double SMALLEST_PROBABILITY = 1e-15;

  private final int classes;
  private final boolean binned;
  private final CellSums confusion = new CellSums();
  private final long[] rowsOfClass;
  private final ExactSum logLoss = new ExactSum();
  private final RankedScores scores; // of two classes only
  private final RankedScores largest; // of more classes, where curves are asked for

  /**
   * @param classes at least two
   * @param binned whether the area under the curve is computed from bins of the score, with an
   *     error and in memory that does not grow with the rows
   */
  public ClassificationSums(int classes, boolean binned) {
    this(classes, binned, false);
  }

  /**
   * The same with {@link #curves}, for which the largest probability of more than two classes is
   * kept as well, in the same way.
   */
  public ClassificationSums(int classes, boolean binned, boolean curves) {
    if (classes < 2) {
      throw new IllegalArgumentException("there are at least two classes, not " + classes);
    }
    this.classes = classes;
    this.binned = binned;
    rowsOfClass = new long[classes];
    scores = classes == 2 ? RankedScores.of(binned) : null;
    largest = classes > 2 && curves ? RankedScores.of(binned) : null;
  }

  /**
   * Adds a row.
   *
   * @param probabilities [classes]
   */
  public void add(int actualClass, double[] probabilities, int predictedClass, double weight) {
    confusion.add((long) actualClass * classes + predictedClass, weight);
    rowsOfClass[actualClass]++;
    logLoss.add(weight * logLoss(probabilities[actualClass]));
    if (scores != null) {
      scores.add(probabilities[1], actualClass == 1, weight);
    }
    if (largest != null) {
      largest.add(probabilities[predictedClass], actualClass == predictedClass, weight);
    }
  }

  /** −log p of the probability of the actual class, which is taken as 1e-15 at the least. */
  public static double logLoss(double probability) {
    return -StrictMath.log(
        Math.min(1 - SMALLEST_PROBABILITY, Math.max(SMALLEST_PROBABILITY, probability)));
  }

  @Override
  public void merge(MetricSums other) {
    if (!(other instanceof ClassificationSums sums)
        || sums.classes != classes
        || sums.binned != binned
        || (sums.largest == null) != (largest == null)) {
      throw new IllegalArgumentException("only sums of the same classes and bins can be merged");
    }
    confusion.merge(sums.confusion);
    logLoss.merge(sums.logLoss);
    for (int label = 0; label < classes; label++) {
      rowsOfClass[label] += sums.rowsOfClass[label];
    }
    if (scores != null) {
      scores.merge(sums.scores);
    }
    if (largest != null) {
      largest.merge(sums.largest);
    }
  }

  @Override
  public Map<String, Object> toMap(List<String> labels) {
    checkLabels(labels, classes);
    ConfusionMatrix matrix = new ConfusionMatrix(classes, confusion);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", rows());
    map.put("accuracy", ratio(matrix.correct(), matrix.total()));
    map.put("log_loss", ratio(logLoss.value(), matrix.total()));
    map.put("macro_f1", orNull(matrix.macroF1()));
    if (scores != null) {
      map.put("auc", scores.area());
    }
    map.put("per_class", perClass(matrix, labels));
    if (classes <= LARGEST_MATRIX) {
      map.put("confusion_matrix", matrix.toLists());
    }
    return map;
  }

  @Override
  public ScoreCurves curves() {
    if (scores == null && largest == null) {
      return ScoreCurves.NONE;
    }
    return ScoreCurves.of(scores == null ? largest : scores, scores != null, rows());
  }

  private long rows() {
    long rows = 0;
    for (long count : rowsOfClass) {
      rows += count;
    }
    return rows;
  }

  private Map<String, Object> perClass(ConfusionMatrix matrix, List<String> labels) {
    Map<String, Object> each = new LinkedHashMap<>();
    for (int label = 0; label < classes; label++) {
      Map<String, Object> scoresOfClass = new LinkedHashMap<>();
      scoresOfClass.put("precision", orNull(matrix.precision(label)));
      scoresOfClass.put("recall", orNull(matrix.recall(label)));
      scoresOfClass.put("f1", orNull(matrix.f1(label)));
      scoresOfClass.put("rows", rowsOfClass[label]);
      each.put(labels.get(label), scoresOfClass);
    }
    return each;
  }
}
