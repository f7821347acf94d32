package io.rappel.trainer.metrics;

import io.rappel.trainer.math.exact.ExactSum;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** Exact sums of weights in those cells, of very many, that were touched. */
final class CellSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private final HashMap<Long, ExactSum> cells = new HashMap<>();

  void add(long cell, double weight) {
    sum(cell).add(weight);
  }

  void merge(CellSums other) {
    other.cells.forEach((cell, sum) -> sum(cell).merge(sum));
  }

  private ExactSum sum(long cell) {
    return cells.computeIfAbsent(cell, any -> new ExactSum());
  }

  /** The touched cells, in no particular order. */
  Iterable<Map.Entry<Long, ExactSum>> touched() {
    return cells.entrySet();
  }

  /** The touched cells' numbers, ascending. */
  long[] ascending() {
    return cells.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /** The sum of a cell, 0 where it was not touched. */
  double value(long cell) {
    ExactSum sum = cells.get(cell);
    return sum == null ? 0 : sum.value();
  }
}
