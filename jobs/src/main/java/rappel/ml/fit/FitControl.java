package rappel.ml.fit;

import io.rappel.jobs.config.ResumedSettings;
import io.rappel.jobs.outcome.Version;
import io.rappel.jobs.output.CheckpointPlace;
import io.rappel.trainer.TrainingControl;
import io.rappel.trainer.checkpoint.Checkpoint;
import io.rappel.trainer.checkpoint.Checkpoint.Origin;
import io.rappel.trainer.checkpoint.RunFacts;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.config.TrainingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Keeps checkpoints of a fit after each epoch, and goes on from the newest that is there. */
final class FitControl implements TrainingControl, AutoCloseable {

  private final CheckpointPlace place;
  private final String run;
  private final Map<String, Object> settings;
  private RunFacts facts;
  private int savedEpochs = -1;
  private long savedSteps;

  private FitControl(CheckpointPlace place, String run, Map<String, Object> settings) {
    this.place = place;
    this.run = run;
    this.settings = settings;
  }

  /**
   * Claims a folder.
   *
   * @param run id of the run, where it begins
   * @param configuration all settings
   * @throws io.rappel.trainer.config.ConfigurationException if there are checkpoints of other
   *     settings
   */
  static FitControl in(
      String folder,
      String run,
      Map<String, Object> configuration,
      TrainingConfig config,
      Configuration hadoop) {
    Map<String, Object> settings = ResumedSettings.of(configuration);
    try {
      CheckpointPlace place = CheckpointPlace.claim(folder, true, false, hadoop, damage -> {});
      Optional<Checkpoint> resumed = place.resumed();
      try {
        resumed.ifPresent(found -> ResumedSettings.requireSame(settings, config, found));
      } catch (RuntimeException e) {
        place.close();
        throw e;
      }
      String id = resumed.map(found -> found.description().run()).orElse(run);
      return new FitControl(place, id, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TrainingState begin(RunFacts ours) {
    facts = ours;
    try {
      Optional<Checkpoint> resumed = place.resumed();
      if (resumed.isEmpty()) {
        place.clear();
        return null;
      }
      facts.requireLike(resumed.get().description().facts(), resumed.get().toString());
      TrainingState state = resumed.get().state();
      savedEpochs = state.epochs();
      savedSteps = state.steps();
      return state;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean wants(Moment moment, int epochs, long steps) {
    return moment == Moment.END
        ? epochs != savedEpochs || steps != savedSteps
        : moment == Moment.EPOCH;
  }

  @Override
  public void take(TrainingState state) {
    try {
      Origin origin = new Origin(run, "Rappel " + Version.current(), settings, facts);
      place.write(origin, state, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    savedEpochs = state.epochs();
    savedSteps = state.steps();
  }

  @Override
  public boolean isInterrupted() {
    return false;
  }

  @Override
  public void close() {
    try {
      place.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
