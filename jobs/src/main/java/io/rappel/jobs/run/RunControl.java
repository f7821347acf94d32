package io.rappel.jobs.run;

import io.rappel.jobs.config.values.CheckpointInterval;
import io.rappel.jobs.outcome.Version;
import io.rappel.jobs.output.CheckpointPlace;
import io.rappel.jobs.output.HistoryReader;
import io.rappel.jobs.output.HistoryWriter;
import io.rappel.jobs.output.console.RunHeader;
import io.rappel.jobs.report.section.RunLog;
import io.rappel.jobs.session.Interruption;
import io.rappel.trainer.TrainingControl;
import io.rappel.trainer.checkpoint.Checkpoint;
import io.rappel.trainer.checkpoint.Checkpoint.Origin;
import io.rappel.trainer.checkpoint.RunFacts;
import io.rappel.trainer.checkpoint.state.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** Begins a run where its checkpoints are, writes them when they are due, and hears signals. */
final class RunControl implements TrainingControl {

  private final CheckpointPlace place;
  private final CheckpointInterval every;
  private final String run;
  private final Map<String, Object> settings;
  private final HistoryWriter history;
  private final RunLog log;
  private final RunHeader header;
  private final Interruption interruption;
  private RunFacts facts;
  private int savedEpochs = -1;
  private long savedSteps;
  private long savedNanos;

  /**
   * @param place of the checkpoints; null: there are none
   * @param every how often one is due; null: after each epoch
   * @param run id of the run
   * @param settings that all of its attempts share
   * @param history of the run, which remembers its lines for checkpoints
   * @param log told of what was before
   */
  RunControl(
      CheckpointPlace place,
      CheckpointInterval every,
      String run,
      Map<String, Object> settings,
      HistoryWriter history,
      RunLog log,
      RunHeader header,
      Interruption interruption) {
    this.place = place;
    this.every = every;
    this.run = run;
    this.settings = settings;
    this.history = history;
    this.log = log;
    this.header = header;
    this.interruption = interruption;
  }

  @Override
  public TrainingState begin(RunFacts ours) {
    interruption.stepsBegin();
    facts = ours;
    savedNanos = System.nanoTime();
    if (place == null) {
      return null;
    }
    history.remember();
    try {
      Optional<Checkpoint> resumed = place.resumed();
      if (resumed.isEmpty()) {
        place.clear();
        return null;
      }
      return resume(resumed.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TrainingState resume(Checkpoint checkpoint) throws IOException {
    facts.requireLike(checkpoint.description().facts(), checkpoint.toString());
    byte[] lines = checkpoint.history();
    history.resume(lines);
    new HistoryReader(log.description()).tell(lines, log);
    TrainingState state = checkpoint.state();
    saved(state);
    header.line(
        "resumes",
        "after %d steps, with %d epochs complete: %s"
            .formatted(savedSteps, savedEpochs, checkpoint));
    return state;
  }

  private void saved(TrainingState state) {
    savedEpochs = state.epochs();
    savedSteps = state.steps();
    savedNanos = System.nanoTime();
  }

  @Override
  public boolean wants(Moment moment, int epochs, long steps) {
    if (place == null) {
      return false;
    }
    if (moment == Moment.END) {
      return epochs != savedEpochs || steps != savedSteps;
    }
    if (every == null) {
      return moment == Moment.EPOCH;
    }
    return every.time() == null
        ? steps - savedSteps >= every.steps()
        : System.nanoTime() - savedNanos >= every.time().toNanos();
  }

  @Override
  public void take(TrainingState state) {
    try {
      place.write(
          new Origin(run, "Rappel " + Version.current(), settings, facts), state, history.lines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    saved(state);
  }

  @Override
  public boolean isInterrupted() {
    return interruption.isRequested();
  }
}
