package io.rappel.jobs.config;

import io.rappel.jobs.rows.RowFormat;
import io.rappel.jobs.rows.RowInput;
import io.rappel.trainer.ConfigurationException;
import java.util.List;
import picocli.CommandLine.Option;

/** A model and the rows that it is applied to. */
public final class ScoringOptions extends SparkOptions {

  @Option(names = "--model", paramLabel = "DIR", description = "The model's directory.")
  private String model;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "The rows: a file, a folder or a glob. May be repeated.")
  private List<String> data;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "A table that Spark knows instead of --data, such as catalog.database.table.")
  private String table;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}, or auto: by the names of the files.")
  private RowFormat format;

  /**
   * Checks that there is a model, and rows for it.
   *
   * @throws ConfigurationException if one is missing
   */
  public void check() {
    if (model == null) {
      throw new ConfigurationException("there is no model: give --model DIR");
    }
    if (data == null && table == null) {
      throw new ConfigurationException("there are no rows: give --data PATH or --table NAME");
    }
    input();
  }

  /** The model's directory. */
  public String model() {
    return model;
  }

  /** Where the rows are. */
  public RowInput input() {
    return new RowInput(data == null ? List.of() : data, format, table, null);
  }
}
