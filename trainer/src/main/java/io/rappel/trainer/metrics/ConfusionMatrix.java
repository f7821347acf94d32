package io.rappel.trainer.metrics;

import io.rappel.trainer.math.exact.ExactSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The weight of each pair of actual and predicted class, and what follows from it. */
final class ConfusionMatrix {

  private static final double LARGEST_WHOLE = 0x1p53;

  private final int classes;
  private final CellSums cells;
  private final double[] hits;
  private final double[] actual;
  private final double[] predicted;
  private final boolean[] present;
  private final double correct;
  private final double total;

  /**
   * @param cells by actual class · classes + predicted class
   */
  ConfusionMatrix(int classes, CellSums cells) {
    this.classes = classes;
    this.cells = cells;
    present = new boolean[classes];
    ExactSum[] sumsOfHits = sums(classes);
    ExactSum[] sumsOfActual = sums(classes);
    ExactSum[] sumsOfPredicted = sums(classes);
    for (Map.Entry<Long, ExactSum> cell : cells.touched()) {
      int row = (int) (cell.getKey() / classes);
      int column = (int) (cell.getKey() % classes);
      sumsOfActual[row].merge(cell.getValue());
      sumsOfPredicted[column].merge(cell.getValue());
      if (row == column) {
        sumsOfHits[row].merge(cell.getValue());
      }
      present[row] = true;
      present[column] = true;
    }
    hits = values(sumsOfHits);
    actual = values(sumsOfActual);
    predicted = values(sumsOfPredicted);
    correct = total(sumsOfHits);
    total = total(sumsOfActual);
  }

  private static ExactSum[] sums(int n) {
    ExactSum[] sums = new ExactSum[n];
    Arrays.setAll(sums, i -> new ExactSum());
    return sums;
  }

  private static double[] values(ExactSum[] sums) {
    return Arrays.stream(sums).mapToDouble(ExactSum::value).toArray();
  }

  private static double total(ExactSum[] sums) {
    ExactSum total = new ExactSum();
    for (ExactSum sum : sums) {
      total.merge(sum);
    }
    return total.value();
  }

  /** The weight of the rows whose class was predicted. */
  double correct() {
    return correct;
  }

  /** The weight of all rows. */
  double total() {
    return total;
  }

  /** Share of the rows predicted to be of a class that are; 0 where there are none. */
  double precision(int label) {
    return share(hits[label], predicted[label]);
  }

  /** Share of the rows of a class that were predicted to be; 0 where there are none. */
  double recall(int label) {
    return share(hits[label], actual[label]);
  }

  /** Harmonic mean of precision and recall; 0 where both are. */
  double f1(int label) {
    return share(2 * hits[label], actual[label] + predicted[label]);
  }

  /** Mean F1 of the classes that occur, actual or predicted; NaN where there are no rows. */
  double macroF1() {
    double sum = 0;
    int count = 0;
    for (int label = 0; label < classes; label++) {
      if (present[label]) {
        sum += f1(label);
        count++;
      }
    }
    return sum / count;
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  /** Rows: actual classes, columns: predicted ones; whole numbers as such. */
  List<List<Number>> toLists() {
    List<List<Number>> rows = new ArrayList<>();
    for (int row = 0; row < classes; row++) {
      List<Number> columns = new ArrayList<>();
      for (int column = 0; column < classes; column++) {
        columns.add(number(cells.value((long) row * classes + column)));
      }
      rows.add(columns);
    }
    return rows;
  }

  private static Number number(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE) {
      return (long) value;
    }
    return MetricSums.orNull(value);
  }
}
