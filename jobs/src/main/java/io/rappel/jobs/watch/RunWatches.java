package io.rappel.jobs.watch;

import io.rappel.jobs.output.Listeners;
import io.rappel.jobs.output.RunMetrics;
import java.util.List;
import java.util.Map;

/** Tells all who watch a run, in their order. */
public final class RunWatches extends Listeners implements RunWatch {

  private final List<RunWatch> watches;

  public RunWatches(List<RunWatch> watches) {
    super(watches);
    this.watches = List.copyOf(watches);
  }

  @Override
  public void finished(RunMetrics metrics) {
    watches.forEach(watch -> watch.finished(metrics));
  }

  @Override
  public void judged(Map<String, Double> scores, Map<String, String> tags) {
    watches.forEach(watch -> watch.judged(scores, tags));
  }

  @Override
  public void close() {
    watches.forEach(RunWatch::close);
  }
}
