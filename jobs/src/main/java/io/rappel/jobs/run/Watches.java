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
import java.time.LocalDate;
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
   * Begins to tell them of a training.
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
    Map<String, String> tags =
        Map.of(
            "mlflow.source.name", "rappel train",
            "rappel.run", directory.run(),
            "rappel.model", HadoopPaths.display(directory.directory()));
    String name = directory.directory().getName();
    return of(
        options, options.tensorBoard(), name, directory.run(), tags, configuration, hadoop, err);
  }

  /**
   * Begins to tell them of the run of a registry. Its events have a folder of their own, as those
   * of all runs in one folder would be one run to TensorBoard.
   *
   * @param run id of the run
   * @param date the day that it stands for
   * @param registry its directory
   */
  public static RunWatch ofRegistry(
      WatchOptions options,
      String run,
      LocalDate date,
      String registry,
      Map<String, Object> configuration,
      Configuration hadoop,
      PrintWriter err) {
    Map<String, String> tags =
        Map.of(
            "mlflow.source.name",
            "rappel retrain",
            "rappel.run",
            run,
            "rappel.logical_date",
            date.toString(),
            "rappel.registry",
            registry);
    String name = date + "-" + run;
    String events = options.tensorBoard() == null ? null : options.tensorBoard() + "/" + name;
    return of(options, events, name, run, tags, configuration, hadoop, err);
  }

  private static RunWatch of(
      WatchOptions options,
      String events,
      String name,
      String run,
      Map<String, String> tags,
      Map<String, Object> configuration,
      Configuration hadoop,
      PrintWriter err) {
    Consumer<String> warn =
        sentence -> {
          err.println("rappel: warning: " + Secrets.masked(sentence));
          err.flush();
        };
    List<RunWatch> watches = new ArrayList<>();
    if (events != null) {
      watches.add(TensorBoard.in(events, run, hadoop, warn));
    }
    if (options.mlflow() != null) {
      Map<String, Object> parameters = new LinkedHashMap<>(configuration);
      parameters.remove("conf");
      Map<String, String> all = new LinkedHashMap<>(tags);
      all.put("mlflow.source.type", "JOB");
      all.put("mlflow.user", System.getProperty("user.name", "unknown"));
      all.put("rappel.version", Version.current());
      watches.add(Mlflow.begin(options.mlflow(), name, parameters, all, System.getenv(), warn));
    }
    return new RunWatches(watches);
  }
}
