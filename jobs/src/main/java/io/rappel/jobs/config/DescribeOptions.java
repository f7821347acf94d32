package io.rappel.jobs.config;

import io.rappel.jobs.rows.columns.ColumnNames;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.files.TextForm;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.data.CellRules;
import java.util.List;
import picocli.CommandLine.Option;

/** Rows that are to be described, and how their cells are read. */
public final class DescribeOptions extends SparkOptions {

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

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = {
        "What ends a cell of CSV, one character or tab; without it, what the header shows.",
        "Example: --delimiter ;"
      })
  private String delimiter;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = {
        "In which text of CSV is written, UTF-8 without it.",
        "Example: --charset ISO-8859-1"
      })
  private String charset;

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description = "Those rows alone for which this condition over their columns is true.")
  private String where;

  @Option(
      names = "--categories",
      paramLabel = "COL",
      split = "\\s*,\\s*",
      splitSynopsisLabel = ",",
      description = "Columns whose numbers are codes.")
  private List<String> categories;

  @Option(
      names = "--missing",
      paramLabel = "TEXT",
      split = "\\s*,\\s*",
      splitSynopsisLabel = ",",
      description = "Texts that stand for a missing cell, beside blank ones.")
  private List<String> missing;

  @Option(
      names = "--date-format",
      paramLabel = "PATTERN",
      description = "How dates are written, where not as 2026-01-31.")
  private String dateFormat;

  /**
   * @throws ConfigurationException if no rows are named, or an option makes no sense
   */
  public void check() {
    if (data == null && table == null) {
      throw new ConfigurationException("there are no rows: give --data PATH or --table NAME");
    }
    input();
    cells();
  }

  /** Where the rows are. */
  public RowInput input() {
    return new RowInput(
        data == null ? List.of() : data, format, table, where, TextForm.of(delimiter, charset));
  }

  /** Columns whose numbers are codes. */
  public List<String> categories() {
    return categories == null ? List.of() : categories.stream().map(ColumnNames::unquoted).toList();
  }

  /** What text says. */
  public CellRules cells() {
    return RowsOptions.cells(missing, dateFormat);
  }
}
