package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.math.Precision;

/** Looks at labels before they are packed. Whoever has read the rows can name those at fault. */
public interface TargetCheck {

  /** Of rows of which no more is known than their labels: packing looks at each. */
  TargetCheck NONE = (scaling, precision) -> {};

  /**
   * @param scaling that labels are packed with
   * @throws io.rappel.trainer.data.DataException if it takes a label beyond the precision
   */
  void require(Scaling scaling, Precision precision);
}
