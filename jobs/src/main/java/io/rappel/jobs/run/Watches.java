package io.rappel.jobs.run;

import io.rappel.jobs.config.options.WatchOptions;
import io.rappel.jobs.outcome.Version;
import io.rappel.jobs.output.RunDirectory;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.text.Secrets;
import io.rappel.jobs.watch.Mlflow;
import io.rappel.jobs.watch.RunWatch;
import io.rappel.jobs.watch.RunWatches;
import io.rappel.jobs.watch.TensorBoard;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Those who watch a training, as options ask for them. */
public final class Watches {

  private Watches() {}

  /**
   * Begins to tell them of a run.
   *
   * @param configuration effective options, without secrets
   * @param err takes warnings
   */
  public static RunWatch of(
      WatchOptions options,
      RunDirectory directory,
      Map<String, Object> configuration,
      Configuration hadoop,
      PrintWriter err) {
    Consumer<String> warn =
        sentence -> {
          err.println("rappel: warning: " + Secrets.masked(sentence));
          err.flush();
        };
    List<RunWatch> watches = new ArrayList<>();
    if (options.tensorBoard() != null) {
      watches.add(TensorBoard.in(options.tensorBoard(), directory.run(), hadoop, warn));
    }
    if (options.mlflow() != null) {
      Map<String, Object> parameters = new LinkedHashMap<>(configuration);
      parameters.remove("conf");
      Map<String, String> tags =
          Map.of(
              "mlflow.source.name", "rappel train",
              "mlflow.source.type", "JOB",
              "mlflow.user", System.getProperty("user.name", "unknown"),
              "rappel.version", Version.current(),
              "rappel.run", directory.run(),
              "rappel.model", HadoopPaths.display(directory.directory()));
      watches.add(
          Mlflow.begin(
              options.mlflow(),
              directory.directory().getName(),
              parameters,
              tags,
              System.getenv(),
              warn));
    }
    return new RunWatches(watches);
  }
}
