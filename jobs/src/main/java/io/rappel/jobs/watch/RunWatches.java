package io.rappel.jobs.watch;

import io.rappel.jobs.output.RunMetrics;
import io.rappel.trainer.EpochReport;
import io.rappel.trainer.RunDescription;
import io.rappel.trainer.StepReport;
import java.util.List;

/** Tells all who watch a run, in their order. */
public final class RunWatches implements RunWatch {

  private final List<RunWatch> watches;

  public RunWatches(List<RunWatch> watches) {
    this.watches = List.copyOf(watches);
  }

  @Override
  public void started(RunDescription run) {
    watches.forEach(watch -> watch.started(run));
  }

  @Override
  public void stepped(StepReport step) {
    watches.forEach(watch -> watch.stepped(step));
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    watches.forEach(watch -> watch.epochEnded(epoch));
  }

  @Override
  public void finished(RunMetrics metrics) {
    watches.forEach(watch -> watch.finished(metrics));
  }

  @Override
  public void close() {
    watches.forEach(RunWatch::close);
  }
}
