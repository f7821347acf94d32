package io.rappel.jobs.watch;

import io.rappel.jobs.output.RunMetrics;
import io.rappel.jobs.output.StepStride;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import java.util.Map;

/** One who is told plain numbers: of each epoch, and of each or every n-th step. */
abstract class ScalarWatch implements RunWatch {

  private final StepStride stride;
  private long steps;

  /**
   * @param mostSteps about how many steps are told of, at the most
   */
  ScalarWatch(long mostSteps) {
    this.stride = new StepStride(mostSteps, 0);
  }

  /** Takes the numbers of a step. */
  abstract void add(long step, Map<String, Double> scalars);

  /** Hands on what it has taken. */
  abstract void flush();

  /** The numbers of a finished run. */
  abstract Map<String, Double> last(RunMetrics metrics);

  @Override
  public void started(RunDescription run) {
    stride.started(run);
  }

  @Override
  public final void stepped(StepReport step) {
    if (stride.takes(step)) {
      add(step.step(), Scalars.of(step));
    }
  }

  @Override
  public final void epochEnded(EpochReport epoch) {
    add(epoch.steps(), Scalars.of(epoch));
    flush();
  }

  @Override
  public void finished(RunMetrics metrics) {
    steps = metrics.result().steps();
    add(steps, last(metrics));
  }

  @Override
  public void judged(Map<String, Double> scores, Map<String, String> tags) {
    add(steps, scores);
  }
}
