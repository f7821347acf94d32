package io.rappel.jobs.config.options;

import io.rappel.jobs.config.values.CheckpointInterval;
import io.rappel.trainer.config.ConfigurationException;
import picocli.CommandLine.Option;

/** What is kept of a run while it goes on, and whether it goes on from there. */
public final class CheckpointOptions {

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = {
        "A folder for checkpoints, on any Hadoop file system: the last two and the one of the best"
            + " model are kept.",
        "Example: --checkpoint checkpoints"
      })
  private String folder;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = {
        "Updates or time between checkpoints; without it, there is one after each epoch.",
        "Example: --checkpoint-every 500 or --checkpoint-every 10m"
      })
  private CheckpointInterval every;

  @Option(
      names = "--resume",
      description = {
        "Goes on from the newest checkpoint; without one, begins.",
        "Example: --checkpoint checkpoints --resume"
      })
  private boolean resume;

  /** Those of a run that goes on from whatever checkpoint there is. */
  public static CheckpointOptions resuming(String folder, CheckpointInterval every) {
    CheckpointOptions options = new CheckpointOptions();
    options.folder = folder;
    options.every = every;
    options.resume = true;
    return options;
  }

  /**
   * Checks that options go together.
   *
   * @throws ConfigurationException if there is no folder for them
   */
  public void check() {
    if (folder == null && (resume || every != null)) {
      throw new ConfigurationException(
          "%s needs a folder of checkpoints: give --checkpoint DIR"
              .formatted(resume ? "--resume" : "--checkpoint-every"));
    }
  }

  /** The folder; null: no checkpoints are kept. */
  public String folder() {
    return folder;
  }

  /** How often; null: after each epoch. */
  public CheckpointInterval every() {
    return every;
  }

  public boolean resume() {
    return resume;
  }
}
