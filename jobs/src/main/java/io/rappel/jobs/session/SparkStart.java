package io.rappel.jobs.session;

import io.rappel.jobs.config.options.SparkOptions;
import io.rappel.jobs.outcome.Failure;
import io.rappel.jobs.outcome.InterruptedCommandException;
import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.outcome.Version;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;

/** Starts Spark for a command, or takes the one that is there. */
public final class SparkStart {

  private static final String LOOPBACK = "127.0.0.1";

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("spark.app.name", "Rappel"),
          Map.entry("spark.master", "local[*]"),
          Map.entry("spark.serializer", "org.apache.spark.serializer.KryoSerializer"),
          Map.entry("spark.kryo.registrator", "io.rappel.trainer.spark.RappelKryoRegistrator"),
          // A limit and no reservation: sums are as long as the parameters.
          Map.entry("spark.kryoserializer.buffer.max", "2047m"),
          Map.entry("spark.broadcast.compress", "false"),
          Map.entry("spark.task.maxDirectResultSize", "64m"),
          Map.entry("spark.ui.showConsoleProgress", "false"),
          // As Spark 4 has it: a condition that fails on a row is an error, and not null.
          Map.entry("spark.sql.ansi.enabled", "true"),
          // Tasks are the threads: executors' OpenBLAS need not even start its own.
          Map.entry("spark.executorEnv.OPENBLAS_NUM_THREADS", "1"));

  /** A command of one machine neither listens to others nor needs its web pages. */
  private static final Map<String, String> LOCAL_SETTINGS =
      Map.of(
          "spark.driver.bindAddress", LOOPBACK,
          "spark.driver.host", LOOPBACK,
          "spark.ui.enabled", "false");

  /** An executor that is this JVM must not end it, say for want of memory, before it is told. */
  private static final String KILL_ON_FATAL_ERROR = "spark.executor.killOnFatalError.depth";

  private SparkStart() {}

  /** What a command does with Spark. */
  @FunctionalInterface
  public interface Work<T> {
    T with(SparkSession spark) throws IOException;
  }

  /**
   * Does a command's work with Spark. A session that was there before goes on after it; one of its
   * own is stopped, with the exit code to come for the cluster's records.
   *
   * @param err for warnings
   * @throws ConfigurationException if Spark cannot start so
   */
  public static <T> T run(SparkOptions options, PrintWriter err, Work<T> work) throws IOException {
    try (Interruption interruption = Interruption.watch(err)) {
      return run(options, err, interruption, work);
    }
  }

  /**
   * The same, for a command that hears signals before and after it has Spark.
   *
   * @param interruption that cancels Spark's jobs, unless the work says otherwise
   * @throws InterruptedCommandException if the work failed as it was cancelled
   */
  public static <T> T run(
      SparkOptions options, PrintWriter err, Interruption interruption, Work<T> work)
      throws IOException {
    SparkSettings.check(options.conf());
    if (SparkEnv.get() != null) {
      return work.with(SparkSession.builder().config(new HashMap<>(options.conf())).getOrCreate());
    }
    SparkSession spark = start(conf(options), options.conf(), err);
    int exitCode = Outcome.DONE.exitCode();
    try {
      interruption.cancelJobsOf(spark, "interrupted");
      return work.with(spark);
    } catch (Throwable thrown) {
      Optional<InterruptedCommandException> cancelled = interruption.insteadOf(thrown);
      Throwable told = cancelled.isPresent() ? cancelled.get() : thrown;
      exitCode = Failure.of(told).outcome().exitCode();
      if (cancelled.isPresent()) {
        throw cancelled.get();
      }
      String master = spark.sparkContext().master();
      if (spark.sparkContext().isStopped() && Masters.isStandalone(master)) {
        throw Masters.unanswered(master);
      }
      throw thrown;
    } finally {
      interruption.cancelNoMore();
      spark.sparkContext().stop(exitCode);
    }
  }

  private static SparkSession start(SparkConf conf, Map<String, String> given, PrintWriter err) {
    JavaModules.check();
    ScratchFolders.check(conf);
    String master = conf.get("spark.master");
    if (!Masters.isKnown(master)) {
      err.println("rappel: warning: " + Masters.warning(master));
    }
    SparkSettings.requireKryo(given, settings(conf));
    try {
      SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
      YarnRecord.begin();
      return spark;
    } catch (Exception e) {
      // Spark throws checked exceptions undeclared.
      Masters.explain(master, e);
      SparkSettings.explain(given, settings(conf), e);
      throw e;
    }
  }

  /**
   * All settings of a session to come; what spark-submit or the user has set wins.
   *
   * @throws ConfigurationException if Spark does not take what the user has set
   */
  public static SparkConf conf(SparkOptions options) {
    SparkSettings.check(options.conf());
    SparkConf conf = new SparkConf();
    if (options.master() != null) {
      conf.set("spark.master", options.master());
    }
    options.conf().forEach(conf::set);
    SETTINGS.forEach(conf::setIfMissing);
    conf.setIfMissing("spark.log.level", Logs.sparkLevel(options.verbose()));
    String master = conf.get("spark.master");
    if (master.startsWith("local")) {
      LOCAL_SETTINGS.forEach(conf::setIfMissing);
    }
    if (master.equals("local") || master.startsWith("local[")) {
      conf.setIfMissing(KILL_ON_FATAL_ERROR, "0");
    } else {
      ownJar().ifPresent(jar -> conf.setIfMissing("spark.jars", jar.toUri().toString()));
    }
    return conf;
  }

  /** All settings of a session to come, as a map. */
  public static Map<String, String> settings(SparkOptions options) {
    return settings(conf(options));
  }

  /** The settings as a map. */
  public static Map<String, String> settings(SparkConf conf) {
    Map<String, String> settings = new HashMap<>();
    Arrays.stream(conf.getAll()).forEach(entry -> settings.put(entry._1(), entry._2()));
    return settings;
  }

  /** What runs, where, and with how much memory, for people. */
  public static String describe(SparkSession spark) {
    String driverMemory =
        spark.sparkContext().conf().getOption("spark.driver.memory").getOrElse(() -> "not set");
    return "%s, Spark %s on %s, Java %s, memory of this JVM %d MiB (spark.driver.memory %s)"
        .formatted(
            Version.current(),
            spark.version(),
            spark.sparkContext().master(),
            System.getProperty("java.version"),
            Runtime.getRuntime().maxMemory() >> 20,
            driverMemory);
  }

  /** The jar that this class is in, for executors that have none. */
  private static Optional<Path> ownJar() {
    try {
      Path path =
          Path.of(SparkStart.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of this program's jar is no URI", e);
    }
  }
}
