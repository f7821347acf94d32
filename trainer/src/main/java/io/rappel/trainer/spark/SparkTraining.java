package io.rappel.trainer.spark;

import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.TrainingListener;
import io.rappel.trainer.TrainingResult;

/** Trains on the rows of an RDD. */
public final class SparkTraining {

  private SparkTraining() {}

  /**
   * Packs the rows and trains.
   *
   * @throws io.rappel.trainer.ConfigurationException if settings do not fit one another or the data
   * @throws io.rappel.trainer.data.DataException if there are no rows, or rows that cannot be
   *     trained on
   * @throws io.rappel.trainer.objective.DivergedException if loss or gradient are no longer finite
   */
  public static TrainingResult train(
      TrainingInput input, TrainingConfig config, TrainingListener listener) {
    throw new UnsupportedOperationException();
  }
}
