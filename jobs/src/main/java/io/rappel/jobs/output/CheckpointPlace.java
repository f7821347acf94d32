package io.rappel.jobs.output;

import io.rappel.jobs.output.files.ClaimedPlace;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.output.files.LockedException;
import io.rappel.trainer.checkpoint.Checkpoint;
import io.rappel.trainer.checkpoint.Checkpoint.Origin;
import io.rappel.trainer.checkpoint.Checkpoints;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The folder of a run's checkpoints, into which this run alone writes. */
public final class CheckpointPlace implements AutoCloseable {

  private final ClaimedPlace place;
  private final String text;
  private final Checkpoints checkpoints;
  private Optional<Checkpoint> resumed = Optional.empty();

  private CheckpointPlace(ClaimedPlace place, String text) {
    this.place = place;
    this.text = text;
    this.checkpoints = new Checkpoints(new HadoopCheckpointFolder(place.files(), place.target()));
  }

  /**
   * Makes sure that checkpoints are not replaced along with a model, before anything is made.
   *
   * @param folder of the checkpoints, as the user wrote it
   * @param out the model's directory, as the user wrote it
   * @throws ConfigurationException if the folder lies in the directory, or is it
   */
  public static void requireOutside(String folder, String out, Configuration configuration)
      throws IOException {
    Path model = qualified("--out", out, configuration);
    if (HadoopPaths.isWithin(qualified("--checkpoint", folder, configuration), model)) {
      throw new ConfigurationException(
          "--checkpoint %s lies in --out %s, which is replaced as a whole: name a folder beside it"
              .formatted(folder, out));
    }
  }

  private static Path qualified(String option, String text, Configuration configuration)
      throws IOException {
    Path path = HadoopPaths.path(option, text);
    return HadoopPaths.fileSystem(path, configuration).makeQualified(path);
  }

  /**
   * Claims a folder, and finds the checkpoint to go on from.
   *
   * @param resume whether to go on from the newest checkpoint
   * @param overwrite whether those of an earlier run may be removed, where none is resumed
   * @param warnings takes a sentence on each checkpoint that is damaged
   * @throws LockedException if another run writes checkpoints there
   * @throws ConfigurationException if there are checkpoints, and neither resume nor overwrite
   * @throws io.rappel.trainer.model.file.ModelFormatException if all complete checkpoints are
   *     damaged
   */
  public static CheckpointPlace claim(
      String folder,
      boolean resume,
      boolean overwrite,
      Configuration configuration,
      Consumer<String> warnings)
      throws IOException {
    ClaimedPlace place = ClaimedPlace.take("--checkpoint", folder, configuration);
    CheckpointPlace claimed = new CheckpointPlace(place, folder);
    try {
      claimed.look(resume, overwrite, warnings);
      return claimed;
    } catch (IOException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  private void look(boolean resume, boolean overwrite, Consumer<String> warnings)
      throws IOException {
    if (place.files().exists(place.target())
        && !place.files().getFileStatus(place.target()).isDirectory()) {
      throw new ConfigurationException(
          "--checkpoint %s is a file, not a directory".formatted(text));
    }
    if (resume) {
      resumed = checkpoints.newest(warnings);
    } else if (!overwrite && checkpoints.isAny()) {
      throw new ConfigurationException(
          "--checkpoint %s has checkpoints of an earlier run: go on from them with --resume, replace them with --overwrite, or name another folder"
              .formatted(text));
    }
  }

  /** The checkpoint to go on from, if there is one. */
  public Optional<Checkpoint> resumed() {
    return resumed;
  }

  /** Removes what an earlier run has left, as this one begins its own. */
  public void clear() throws IOException {
    checkpoints.clear();
  }

  /**
   * Writes a checkpoint.
   *
   * @param history lines of the run so far
   * @throws LockedException if another run has taken the folder in the meantime
   * @throws io.rappel.trainer.checkpoint.CheckpointException if it cannot be written
   */
  public void write(Origin origin, TrainingState state, byte[] history) throws IOException {
    place.confirm();
    checkpoints.write(origin, state, history);
  }

  @Override
  public void close() throws IOException {
    place.close();
  }
}
