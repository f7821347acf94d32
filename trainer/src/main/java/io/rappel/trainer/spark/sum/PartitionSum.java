package io.rappel.trainer.spark.sum;

import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.UnitGradient;
import java.io.Serializable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sums of what partitions hold, computed in tasks.
 *
 * @param <T> what partitions hold
 */
public interface PartitionSum<T> extends Serializable {

  /**
   * Of an iterator, Java's or Scala's.
   *
   * @param more whether there are more
   * @param next the next of them
   */
  GradientSum of(BooleanSupplier more, Supplier<T> next);

  /** Takes a gradient of a sum that nobody needs any more. */
  void recycle(UnitGradient gradient);
}
