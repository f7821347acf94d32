package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;

/** Looks at labels that are numbers once it is known what a training makes of them. */
@FunctionalInterface
public interface TargetCheck {

  /** Leaves it to the training, which names no row. */
  TargetCheck NONE = (loss, scaling, precision) -> {};

  /**
   * @param scaling of the labels
   * @throws io.rappel.trainer.data.DataException if the loss cannot have a label, or it is beyond
   *     what the precision holds once it is scaled
   */
  void require(Loss loss, Scaling scaling, Precision precision);

  /** This check and then another. */
  default TargetCheck and(TargetCheck other) {
    return (loss, scaling, precision) -> {
      require(loss, scaling, precision);
      other.require(loss, scaling, precision);
    };
  }
}
