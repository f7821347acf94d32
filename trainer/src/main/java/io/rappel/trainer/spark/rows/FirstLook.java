package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.pack.FrequentRow;
import io.rappel.trainer.data.shard.ColumnStatistics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is found out as shards are made: the rows with very many copies, which are in no shard yet,
 * and the ranges of the numbers of all others that are trained on.
 */
public final class FirstLook implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<FrequentRow> frequent = new ArrayList<>();
  private final ColumnStatistics ranges;

  /**
   * At nothing.
   *
   * @param ranges of no rows
   */
  public FirstLook(ColumnStatistics ranges) {
    this.ranges = ranges;
  }

  FirstLook add(RawShard shard) {
    frequent.addAll(Arrays.asList(shard.frequent()));
    ranges.addRanges(shard.rows());
    return this;
  }

  FirstLook merge(FirstLook other) {
    frequent.addAll(other.frequent);
    ranges.mergeRanges(other.ranges);
    return this;
  }

  List<FrequentRow> frequent() {
    return frequent;
  }

  /** Of all rows, if there are no frequent ones. */
  ColumnStatistics ranges() {
    return ranges;
  }
}
