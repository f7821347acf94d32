package io.rappel.jobs.watch;

import io.rappel.jobs.output.RunMetrics;
import io.rappel.trainer.TrainingListener;

/** Someone who is told how a run goes, and how it ends. */
public interface RunWatch extends TrainingListener, AutoCloseable {

  /** The run has given a model. */
  void finished(RunMetrics metrics);

  /** The run is over; without a model where {@link #finished} was not called. */
  @Override
  void close();
}
