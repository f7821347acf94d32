package io.rappel.jobs.watch;

import io.rappel.jobs.output.RunMetrics;
import io.rappel.trainer.progress.TrainingListener;
import java.util.Map;

/** Someone who is told how a run goes, and how it ends. */
public interface RunWatch extends TrainingListener, AutoCloseable {

  /** The run has given a model. */
  void finished(RunMetrics metrics);

  /**
   * What has become of the model of a finished run.
   *
   * @param scores by the names that charts have
   * @param tags more about the run
   */
  void judged(Map<String, Double> scores, Map<String, String> tags);

  /** The run is over; without a model where {@link #finished} was not called. */
  @Override
  void close();
}
