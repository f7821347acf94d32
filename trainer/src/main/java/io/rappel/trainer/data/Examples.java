package io.rappel.trainer.data;

import java.util.Arrays;
import java.util.List;

/** Makes batches of examples, whose features are vectors of one length. */
public final class Examples {

  private Examples() {}

  /**
   * A batch of sparse rows: numbers that are 0 take no place.
   *
   * @param columns features of each row
   * @param targets of each row
   * @throws DataException if a row has another number of features or targets, or a number that is
   *     not finite
   */
  public static RowBatch batch(List<Example> rows, int columns, int targets) {
    int n = rows.size();
    rows.forEach(row -> check(row, columns, targets));
    int[] start = new int[n + 1];
    int entries = rows.stream().mapToInt(row -> row.features().numNonzeros()).sum();
    int[] column = new int[entries];
    double[] value = new double[entries];
    long[][] labels = new long[targets][n];
    long[] weights = new long[n];
    int[] next = new int[1];
    for (int i = 0; i < n; i++) {
      Example row = rows.get(i);
      NonZeros.forEach(
          row.features(),
          (j, x) -> {
            column[next[0]] = j;
            value[next[0]++] = x;
          });
      start[i + 1] = next[0];
      for (int t = 0; t < targets; t++) {
        labels[t][i] = Cell.number(row.targets()[t]);
      }
      weights[i] = Cell.number(row.weight());
    }
    SparseCells cells =
        new SparseCells(
            columns, start, Arrays.copyOf(column, next[0]), Arrays.copyOf(value, next[0]));
    return RowBatch.sparse(n, cells, labels, new Texts[targets], weights);
  }

  private static void check(Example row, int columns, int targets) {
    if (row.features().size() != columns || row.targets().length != targets) {
      throw new DataException(
          "a row has %d features and %d targets, not %d and %d"
              .formatted(row.features().size(), row.targets().length, columns, targets));
    }
    if (!(row.weight() >= 0) || Double.isInfinite(row.weight())) {
      throw new DataException("a row has the weight " + row.weight());
    }
    for (double target : row.targets()) {
      if (!Double.isFinite(target)) {
        throw new DataException("a row has the target " + target);
      }
    }
    NonZeros.forEach(
        row.features(),
        (column, value) -> {
          if (!Double.isFinite(value)) {
            throw new DataException(
                "a row has the value %s in feature %s (from 0)".formatted(value, column));
          }
        });
  }
}
