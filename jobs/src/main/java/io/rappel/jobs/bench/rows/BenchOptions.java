package io.rappel.jobs.bench.rows;

import io.rappel.jobs.config.options.SparkOptions;
import io.rappel.jobs.config.values.HiddenUnits;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Task;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What {@code rappel bench} is told. */
public final class BenchOptions extends SparkOptions {

  /** Rows, features and classes of generated rows: those of a small set of digits. */
  private static final long ROWS = 10_000;

  private static final int FEATURES = 784;
  private static final int CLASSES = 10;

  /** What says nothing of trainings, and what nothing of sums. */
  private static final Set<String> OF_SUMS = Set.of("--parameters", "--partitions", "--work");

  private static final Set<String> OF_TRAININGS =
      Set.of(
          "--rows",
          "--features",
          "--classes",
          "--data",
          "--label",
          "--test",
          "--target-accuracy",
          "--format",
          "--hidden",
          "--iterations",
          "--only",
          "--mlpc-blas",
          "--seed");

  /** Repetitions; a sum of many partitions takes as long as many trainings. */
  private static final int TRAININGS = 5;

  private static final int SUMS = 2;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Generated rows (" + ROWS + "), or how many of the data's rows to use at most.")
  private Long rows;

  @Option(
      names = "--features",
      paramLabel = "N",
      description = "Features of generated rows (" + FEATURES + ").")
  private Integer features;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes of generated rows (" + CLASSES + ").")
  private Integer classes;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Rows with classes to train on; without it, rows are generated.")
  private List<String> data;

  @Option(names = "--label", paramLabel = "COL", description = "The column of classes.")
  private String label;

  @Option(
      names = "--test",
      paramLabel = "PATH",
      description = "Rows to test on: times the way to the target accuracy.")
  private String test;

  @Option(
      names = "--target-accuracy",
      paramLabel = "A",
      defaultValue = "0.945",
      description = "The accuracy on the test rows that is to be reached.")
  private Double targetAccuracy;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}, or auto: by the names of the files.")
  private RowFormat format;

  @Option(
      names = "--hidden",
      paramLabel = "N[,N...]",
      defaultValue = "256",
      description = "Units of each hidden layer, or none.")
  private HiddenUnits hidden;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "20",
      description = "Full-batch steps, iterations of L-BFGS, or epochs of mini-batches.")
  private Integer iterations;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description =
          "Trainings of each contestant ("
              + TRAININGS
              + "), or sums of --aggregation ("
              + SUMS
              + "), after a warm-up; medians are shown.")
  private Integer repetitions;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "These contestants alone, such as rappel,mlpc or rappel-full-float32-local.")
  private List<String> only;

  @Option(
      names = "--aggregation",
      description =
          "Times how gradients of many partitions are added up, beside Spark's treeAggregate, and"
              + " nothing else.")
  private boolean aggregation;

  @Option(
      names = "--parameters",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "The length of gradients for --aggregation.")
  private int parameters;

  @Option(
      names = "--work",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "How long each task of --aggregation sleeps first, as if it computed: with local[N], what"
              + " scheduling and sums add to a step on N cores.")
  private double work;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      split = ",",
      defaultValue = "64,256",
      description = "Their numbers, for --aggregation.")
  private List<Integer> partitions;

  @Option(
      names = "--mlpc-blas",
      paramLabel = "WHO",
      defaultValue = "auto",
      description =
          "Who multiplies for MLlib: auto, the library of --blas where it is native, or what MLlib"
              + " finds; java, as where nothing is installed.")
  private String mlpcBlas;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of weights, permutations and generated rows.")
  private Long seed;

  @Option(names = "--out", paramLabel = "FILE", description = "Writes the results as JSON.")
  private String out;

  @Option(names = "--overwrite", description = "Replaces a FILE that is there.")
  private boolean overwrite;

  /**
   * Checks what can be checked without rows.
   *
   * @param given names of the options that were given
   * @throws ConfigurationException if options do not go together
   */
  public void check(Set<String> given) {
    if (hidden == null || hidden.units().stream().anyMatch(units -> units < 1)) {
      throw new ConfigurationException(
          "--hidden must be units of each layer, from 1 on, such as 256,128, or none");
    }
    plan();
    refuseIdle(
        given,
        aggregation ? OF_TRAININGS : OF_SUMS,
        (aggregation ? "with" : "without") + " --aggregation");
    if (test == null) {
      refuseIdle(given, Set.of("--target-accuracy"), "without --test");
    }
    if (data != null && (features != null || classes != null)) {
      throw new ConfigurationException(
          "--features and --classes are those of generated rows, and --data names files");
    }
    if (data == null && (label != null || test != null || format != null)) {
      throw new ConfigurationException(
          "--label, --format and --test go with --data, without which rows are generated");
    }
    if (rows != null && rows < 1 || generated().features() < 1 || generated().classes() < 2) {
      throw new ConfigurationException(
          "a benchmark needs at least 1 of --rows, 1 of --features and 2 of --classes");
    }
    if (parameters < 1 || partitions.stream().anyMatch(count -> count < 1)) {
      throw new ConfigurationException("--parameters and --partitions are at least 1");
    }
    if (!(work >= 0 && work <= 3600)) {
      throw new ConfigurationException("--work is 0 to 3600 seconds, not " + work);
    }
    if (!mlpcBlas.equals("auto") && !mlpcBlas.equals("java")) {
      throw new ConfigurationException("--mlpc-blas is auto or java, not " + mlpcBlas);
    }
  }

  private static void refuseIdle(Set<String> given, Set<String> without, String where) {
    List<String> idle = given.stream().filter(without::contains).sorted().toList();
    if (!idle.isEmpty()) {
      throw new ConfigurationException(
          "%s %s no effect %s"
              .formatted(String.join(" and ", idle), idle.size() == 1 ? "has" : "have", where));
    }
  }

  /** Whether sums are timed, and nothing else. */
  public boolean aggregation() {
    return aggregation;
  }

  public int parameters() {
    return parameters;
  }

  public long workMillis() {
    return Math.round(1000 * work);
  }

  public List<Integer> partitions() {
    return partitions;
  }

  public BenchPlan plan() {
    int usual = aggregation ? SUMS : TRAININGS;
    return new BenchPlan(
        hidden.units(),
        iterations,
        repetitions == null ? usual : repetitions,
        seed,
        targetAccuracy);
  }

  /** Whether there are no files. */
  boolean generates() {
    return data == null;
  }

  GeneratedRows generated() {
    return new GeneratedRows(
        rows == null ? ROWS : rows,
        features == null ? FEATURES : features,
        classes == null ? CLASSES : classes,
        seed);
  }

  /** What to read of the files. */
  RowsRequest request() {
    return new RowsRequest(
        RowInput.files(data, format),
        label == null ? List.of() : List.of(label),
        List.of(),
        List.of(),
        null,
        Task.CLASSIFICATION);
  }

  /** All paths that are read; none where rows are generated. */
  public List<String> paths() {
    return Stream.concat(
            data == null ? Stream.of() : data.stream(),
            test == null ? Stream.of() : Stream.of(test))
        .toList();
  }

  /** Rows to test on, or null. */
  public RowInput test() {
    return test == null ? null : RowInput.files(List.of(test), format);
  }

  /** The most rows to train on. */
  long mostRows() {
    return rows == null ? Long.MAX_VALUE : rows;
  }

  public List<String> only() {
    return only == null ? List.of() : only;
  }

  public boolean mlpcInJava() {
    return mlpcBlas.equals("java");
  }

  /** The file of the results, or null. */
  public String out() {
    return out;
  }

  /** Whether a file of results that is there may be replaced. */
  public boolean overwrite() {
    return overwrite;
  }
}
