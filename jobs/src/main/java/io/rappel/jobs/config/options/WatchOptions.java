package io.rappel.jobs.config.options;

import io.rappel.jobs.watch.Mlflow;
import io.rappel.trainer.config.ConfigurationException;
import picocli.CommandLine.Option;

/** Other programs that show how a training goes. */
public final class WatchOptions {

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = {
        "A folder for a file of events, on any Hadoop file system, which TensorBoard reads.",
        "Example: --tensorboard runs/first"
      })
  private String tensorBoard;

  @Option(
      names = "--mlflow",
      paramLabel = "URL",
      description = {
        "An MLflow tracking server that is told of the run. Experiment and credentials are those of"
            + " MLflow's own variables of the environment, MLFLOW_EXPERIMENT_NAME,"
            + " MLFLOW_TRACKING_TOKEN, MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.",
        "Example: --mlflow http://localhost:5000"
      })
  private String mlflow;

  /**
   * Checks that the values are what they should be.
   *
   * @throws ConfigurationException if one is not
   */
  public void check() {
    if (mlflow != null) {
      Mlflow.requireUrl(mlflow);
    }
  }

  /** The folder of events; null: there is none. */
  public String tensorBoard() {
    return tensorBoard;
  }

  /** The URL of the server; null: there is none. */
  public String mlflow() {
    return mlflow;
  }
}
