package io.rappel.jobs.output;

import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import java.util.List;

/** Tells several listeners, in their order. */
public class Listeners implements TrainingListener {

  private final List<? extends TrainingListener> listeners;

  public Listeners(TrainingListener... listeners) {
    this(List.of(listeners));
  }

  protected Listeners(List<? extends TrainingListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void started(RunDescription run) {
    listeners.forEach(listener -> listener.started(run));
  }

  @Override
  public void stepped(StepReport step) {
    listeners.forEach(listener -> listener.stepped(step));
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    listeners.forEach(listener -> listener.epochEnded(epoch));
  }
}
