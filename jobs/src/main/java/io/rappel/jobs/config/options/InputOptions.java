package io.rappel.jobs.config.options;

import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.files.TextForm;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.ConfigurationException;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the rows of a command are that trains on none. */
public class InputOptions extends SparkOptions {

  /** Before the options of the input, which have no order but that of their fields. */
  static final int FIRST = -2;

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
      description = {
        "Those rows alone for which this condition over their columns is true, in Spark's SQL.",
        "Example: --where \"age > 30\""
      })
  private String where;

  /**
   * Checks that what a command needs is named.
   *
   * @throws ConfigurationException if something is missing, or an option makes no sense
   */
  public void check() {
    if (data == null && table == null) {
      throw new ConfigurationException("there are no rows: give --data PATH or --table NAME");
    }
    input();
  }

  /** Where the rows are, and which of them. */
  public RowInput input() {
    return new RowInput(
        data == null ? List.of() : data, format, table, where, TextForm.of(delimiter, charset));
  }
}
