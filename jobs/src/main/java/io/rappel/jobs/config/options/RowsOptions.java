package io.rappel.jobs.config.options;

import io.rappel.jobs.rows.Demo;
import io.rappel.jobs.rows.columns.ColumnNames;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.columns.Validation;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Task;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which rows, and what their columns mean. */
public final class RowsOptions extends CellOptions implements ConfigOptions {

  private static final int LAST = 30;

  @Option(
      names = "--label",
      order = FIRST,
      paramLabel = "COL",
      split = "\\s*,\\s*",
      splitSynopsisLabel = ",",
      description = {
        "The column to learn. Several, with commas: a regression with several outputs.",
        "Example: --label price"
      })
  private List<String> label;

  @Option(
      names = "--features",
      paramLabel = "COL",
      split = "\\s*,\\s*",
      splitSynopsisLabel = ",",
      description = {
        "The columns to learn from; without it, every other column.",
        "Example: --features age,income"
      })
  private List<String> features;

  @Option(
      names = "--exclude",
      paramLabel = "COL",
      split = "\\s*,\\s*",
      splitSynopsisLabel = ",",
      description = {
        "Columns that are no features, instead of --features.",
        "Example: --exclude id,name"
      })
  private List<String> exclude;

  @Option(
      names = "--max-levels",
      order = LAST,
      paramLabel = "N",
      description = {
        "Inputs of a category, the most frequent levels first; all others share one.",
        "Example: --max-levels 100"
      })
  private Integer maxLevels;

  @Option(
      names = "--weight",
      paramLabel = "COL",
      description = {
        "The column that says how much each row counts; without it, all count alike.",
        "Example: --weight copies"
      })
  private String weight;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = {
        "${COMPLETION-CANDIDATES}, or auto: by the values of the label.",
        "Example: --task regression"
      })
  private Task task;

  @Option(
      names = "--test",
      paramLabel = "PATH",
      description = {
        "Rows that the finished model is scored on, all of them whatever --where says; they have no"
            + " part in training.",
        "Example: --test test.csv"
      })
  private String test;

  @Option(
      names = "--validation-fraction",
      paramLabel = "SHARE",
      description = {
        "Share of the rows that is held out to validate on; 0: none.",
        "Example: --validation-fraction 0.2"
      })
  private Double validationFraction;

  @Option(
      names = "--validation",
      paramLabel = "PATH",
      description = {
        "Rows to validate on, all of them whatever --where says, instead of a share of the rows to"
            + " train on.",
        "Example: --validation held-out.csv"
      })
  private String validation;

  @Option(
      names = "--validation-group",
      paramLabel = "COL",
      description = {
        "Validates on whole groups: the share --validation-fraction of the different values of this"
            + " column, such as patients or customers; the column is no feature.",
        "Example: --validation-group patient"
      })
  private String validationGroup;

  @Option(
      names = "--validation-after",
      paramLabel = "SQL",
      description = {
        "Validates on the rows for which this condition over their columns is true.",
        "Example: --validation-after \"day > '2026-06-30'\""
      })
  private String validationAfter;

  @Option(
      names = "--demo",
      order = LAST,
      paramLabel = "NAME",
      description = {
        "Generated rows instead of --data: ${COMPLETION-CANDIDATES}.",
        "Example: --demo spirals"
      })
  private Demo demo;

  @Option(
      names = "--partitions",
      order = LAST,
      paramLabel = "N",
      description = {
        "Partitions of the packed rows; auto: as many as Spark has cores.",
        "Example: --partitions 64"
      })
  private Integer partitions;

  @Override
  public void apply(TrainingConfig.Builder builder) {
    builder.validationFraction(
        validation == null && validationAfter == null ? validationFraction : 0);
    builder.maxLevels(maxLevels);
  }

  /**
   * Checks what does not need the rows themselves.
   *
   * @throws ConfigurationException if no rows are named, or a number makes no sense
   */
  @Override
  public void check() {
    if (demo == null && !isNamed()) {
      throw new ConfigurationException(
          "there are no rows to train on: give --data PATH, --table NAME or --demo NAME");
    }
    if (table() != null && format() != null && validation == null && test == null) {
      throw new ConfigurationException("--format is that of files, and --table names none");
    }
    if (partitions() < 0) {
      throw new ConfigurationException(
          "--partitions must be a number from 0 on, not " + partitions);
    }
    if (maxLevels < 1) {
      throw new ConfigurationException("--max-levels must be a number from 1 on, not " + maxLevels);
    }
    if (demo == null) {
      request();
    }
  }

  /** Of a table, the format is that of --validation and --test. */
  @Override
  public RowInput input() {
    return input(table() == null ? format() : null);
  }

  /** What to read, where there is no demo. */
  public RowsRequest request() {
    return new RowsRequest(
        input(),
        names(label),
        names(features),
        names(exclude),
        weight,
        task,
        categories(),
        cells(),
        heldOut());
  }

  private Validation heldOut() {
    if (validationGroup != null) {
      if (validationFraction == 0) {
        throw new ConfigurationException(
            "--validation-group holds out no group with --validation-fraction 0");
      }
      return Validation.groups(ColumnNames.unquoted(validationGroup), validationFraction);
    }
    return validationAfter == null ? null : Validation.rows(validationAfter);
  }

  /**
   * Puts other paths in the place of those of rows, validation and test.
   *
   * @param paths gives the paths that one of --data stands for
   * @param path gives the one that another stands for
   */
  public void replacePaths(Function<String, List<String>> paths, UnaryOperator<String> path) {
    replaceData(paths);
    validation = validation == null ? null : path.apply(validation);
    test = test == null ? null : path.apply(test);
  }

  /** All paths that are read, those of a folder or glob as one. */
  public List<String> paths() {
    return Stream.concat(data().stream(), Stream.of(validation, test).filter(Objects::nonNull))
        .toList();
  }

  /** Names of what is trained on: paths, or a table or demo. */
  public List<String> sources() {
    if (demo != null) {
      return List.of("demo " + demo);
    }
    return table() != null ? List.of("table " + table()) : data();
  }

  /** The demo, or null. */
  public Demo demo() {
    return demo;
  }

  /** The path of the test rows, or null. */
  public String test() {
    return test;
  }

  /** The path of the validation rows, or null. */
  public String validation() {
    return validation;
  }

  /** Partitions of the packed rows; 0: as many as Spark has cores. */
  public int partitions() {
    return partitions == null ? 0 : partitions;
  }
}
