package rappel.ml;

import java.io.Serializable;
import org.apache.spark.ml.classification.TrainingSummary;
import rappel.ml.model.ServerSummary;

/** How a training went. */
public final class RappelTrainingSummary implements ServerSummary, TrainingSummary, Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] losses;
  private final int epochs;

  RappelTrainingSummary(double[] losses, int epochs) {
    this.losses = losses.clone();
    this.epochs = epochs;
  }

  /** The objective of each epoch: the mean over its steps of loss plus penalty. */
  @Override
  public double[] objectiveHistory() {
    return losses.clone();
  }

  /** Epochs that were made. */
  @Override
  public int totalIterations() {
    return epochs;
  }
}
