package rappel.ml.fit;

import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a summary tells of a training. */
final class Recorder implements TrainingListener {

  private final Runnable whenRead;
  private final List<Double> losses = new ArrayList<>();
  private RunDescription run;

  /**
   * @param whenRead done once the rows are read for the last time
   */
  Recorder(Runnable whenRead) {
    this.whenRead = whenRead;
  }

  @Override
  public void started(RunDescription description) {
    run = description;
    whenRead.run();
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    losses.add(epoch.loss());
  }

  RunDescription run() {
    return run;
  }

  /** The objective of each epoch. */
  double[] losses() {
    return losses.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
