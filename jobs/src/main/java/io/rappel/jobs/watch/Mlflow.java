package io.rappel.jobs.watch;

import io.rappel.jobs.output.RunMetrics;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.progress.RunDescription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A run of an MLflow tracking server: parameters, metrics of steps and epochs, tags and how it
 * ended. A thread of its own calls the server, so that training never waits for it but at the end,
 * and there for some seconds. After a call that failed three times nothing more is sent.
 */
public final class Mlflow extends ScalarWatch {

  private static final String DEFAULT_EXPERIMENT = "rappel";
  private static final long MOST_STEPS = 1_000;
  private static final int MOST_METRICS = 1_000;
  private static final int MOST_PARAMETERS = 100;
  private static final int LONGEST_VALUE = 500;
  private static final int TRIALS = 3;
  private static final long PAUSE_MILLIS = 500;
  private static final long LAST_WAIT_MILLIS = 15_000;

  /** A call of the server. */
  @FunctionalInterface
  private interface Call {
    void run() throws IOException;
  }

  private static final Call END = () -> {};

  private final MlflowClient client;
  private final Consumer<String> warn;
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final List<Map<String, Object>> metrics = new ArrayList<>();
  private final Thread sender = new Thread(this::send, "mlflow");
  private volatile boolean silent;
  private String status = "FAILED";
  private String run;

  private Mlflow(MlflowClient client, Consumer<String> warn) {
    super(MOST_STEPS);
    this.client = client;
    this.warn = warn;
  }

  /**
   * Begins a run.
   *
   * @param url of the tracking server
   * @param name of the run
   * @param parameters effective options, without secrets
   * @param tags more about the run
   * @param environment where credentials are, and MLFLOW_EXPERIMENT_NAME
   * @param warn takes a sentence on what did not work, once at the most; from another thread
   * @throws ConfigurationException if that is no URL
   */
  public static Mlflow begin(
      String url,
      String name,
      Map<String, Object> parameters,
      Map<String, String> tags,
      Map<String, String> environment,
      Consumer<String> warn) {
    Mlflow mlflow = new Mlflow(new MlflowClient(url, environment), warn);
    String experiment = environment.getOrDefault("MLFLOW_EXPERIMENT_NAME", DEFAULT_EXPERIMENT);
    long begun = System.currentTimeMillis();
    List<Map<String, Object>> pairs = pairs(tags);
    mlflow.calls.add(
        () ->
            mlflow.run =
                mlflow.client.begin(mlflow.client.experiment(experiment), name, begun, pairs));
    mlflow.addParameters(parameters);
    mlflow.sender.setDaemon(true);
    mlflow.sender.start();
    return mlflow;
  }

  /**
   * @throws ConfigurationException if that is no URL of a server
   */
  public static void requireUrl(String url) {
    new MlflowClient(url, Map.of());
  }

  private static List<Map<String, Object>> pairs(Map<String, ?> entries) {
    List<Map<String, Object>> pairs = new ArrayList<>();
    entries.forEach(
        (key, value) -> {
          String text = Secrets.masked(String.valueOf(value));
          String cut = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text;
          pairs.add(Map.of("key", key, "value", cut));
        });
    return pairs;
  }

  private void addParameters(Map<String, Object> parameters) {
    List<Map<String, Object>> pairs = pairs(parameters);
    for (int from = 0; from < pairs.size(); from += MOST_PARAMETERS) {
      List<Map<String, Object>> some =
          List.copyOf(pairs.subList(from, Math.min(pairs.size(), from + MOST_PARAMETERS)));
      calls.add(() -> client.log(run, List.of(), some, List.of()));
    }
  }

  @Override
  public void started(RunDescription description) {
    super.started(description);
    addTags(
        Map.of(
            "rappel.network", description.network().toString(),
            "rappel.arithmetic", description.arithmetic(),
            "rappel.rows", description.rows()));
  }

  private void addTags(Map<String, ?> entries) {
    List<Map<String, Object>> tags = pairs(entries);
    calls.add(() -> client.log(run, List.of(), List.of(), tags));
  }

  @Override
  public void finished(RunMetrics result) {
    super.finished(result);
    addTags(
        Map.of(
            "rappel.weights_sha256", result.weightsSha256(),
            "rappel.stopped_because", result.result().stoppedBecause()));
    status = result.result().interrupted() ? "KILLED" : "FINISHED";
  }

  @Override
  Map<String, Double> last(RunMetrics result) {
    Map<String, Double> last =
        new LinkedHashMap<>(Scalars.of("final/train", result.result().train()));
    last.putAll(Scalars.of("final/validation", result.result().validation()));
    last.putAll(Scalars.of("final/test", result.test()));
    return last;
  }

  @Override
  public void judged(Map<String, Double> scores, Map<String, String> tags) {
    super.judged(scores, tags);
    addTags(tags);
  }

  @Override
  void add(long step, Map<String, Double> scalars) {
    long now = System.currentTimeMillis();
    scalars.forEach(
        (name, value) ->
            metrics.add(Map.of("key", name, "value", value, "timestamp", now, "step", step)));
    if (metrics.size() >= MOST_METRICS / 2) {
      flush();
    }
  }

  @Override
  void flush() {
    for (int from = 0; from < metrics.size(); from += MOST_METRICS) {
      List<Map<String, Object>> some =
          List.copyOf(metrics.subList(from, Math.min(metrics.size(), from + MOST_METRICS)));
      if (!silent) {
        calls.add(() -> client.log(run, some, List.of(), List.of()));
      }
    }
    metrics.clear();
  }

  @Override
  public void close() {
    flush();
    long ended = System.currentTimeMillis();
    calls.add(() -> client.end(run, status, ended));
    calls.add(END);
    try {
      sender.join(LAST_WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (sender.isAlive()) {
      fail("the server does not answer in time");
      sender.interrupt();
    }
  }

  private void send() {
    try {
      for (Call call = calls.take(); call != END && !silent; call = calls.take()) {
        attempt(call);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Call call) throws InterruptedException {
    for (int trial = 1; ; trial++) {
      try {
        call.run();
        return;
      } catch (IOException e) {
        if (trial == TRIALS || e instanceof MlflowClient.RefusedException) {
          fail(e.getMessage());
          return;
        }
        Thread.sleep(trial * PAUSE_MILLIS);
      }
    }
  }

  private void fail(String why) {
    if (!silent) {
      silent = true;
      calls.clear();
      warn.accept("--mlflow: the run is not tracked any further: " + why);
    }
  }
}
