package io.rappel.jobs.output.console;

import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.TrainingListener;

/** Takes the time from here to the first step: that of reading, checking and packing rows. */
public final class ReadingTime implements TrainingListener {

  private final long begun = System.nanoTime();
  private double seconds;

  @Override
  public void started(RunDescription run) {
    seconds = (System.nanoTime() - begun) / 1e9;
  }

  /** Seconds that it took; 0 as long as it takes. */
  public double seconds() {
    return seconds;
  }
}
