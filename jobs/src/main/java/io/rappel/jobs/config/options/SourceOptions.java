package io.rappel.jobs.config.options;

import io.rappel.jobs.rows.columns.ColumnNames;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.files.TextForm;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where the rows of a command are, and which of them are used. */
public class SourceOptions {

  /** Before the options of a command that have no order but that of their fields. */
  static final int FIRST = -3;

  /** Behind those. */
  private static final int SOURCE = 10;

  @Option(
      names = "--data",
      order = FIRST,
      paramLabel = "PATH",
      description = {
        "The rows: a file, a folder or a glob. May be repeated.",
        "Example: --data train.csv"
      })
  private List<String> data;

  @Option(
      names = "--where",
      order = SOURCE,
      paramLabel = "SQL",
      description = {
        "Those rows of --data or --table alone for which this condition over their columns is true,"
            + " in Spark's SQL.",
        "Example: --where \"age > 30\""
      })
  private String where;

  @Option(
      names = "--format",
      order = SOURCE,
      paramLabel = "FORMAT",
      description = {
        "${COMPLETION-CANDIDATES}, or auto: by the names of the files.",
        "Example: --format csv"
      })
  private RowFormat format;

  @Option(
      names = "--delimiter",
      order = SOURCE,
      paramLabel = "CHAR",
      description = {
        "What ends a cell of CSV, one character or tab; without it, what the header shows.",
        "Example: --delimiter ;"
      })
  private String delimiter;

  @Option(
      names = "--charset",
      order = SOURCE,
      paramLabel = "NAME",
      description = {
        "In which text of CSV is written, UTF-8 without it.",
        "Example: --charset ISO-8859-1"
      })
  private String charset;

  @Option(
      names = "--table",
      order = SOURCE,
      paramLabel = "NAME",
      description = {
        "A table that Spark knows instead of --data, such as catalog.database.table.",
        "Example: --table sales.orders"
      })
  private String table;

  /**
   * Checks that what a command needs is named.
   *
   * @throws ConfigurationException if something is missing, or an option makes no sense
   */
  public void check() {
    if (!isNamed()) {
      throw new ConfigurationException("there are no rows: give --data PATH or --table NAME");
    }
    input();
  }

  /** Whether a file or a table is named. */
  final boolean isNamed() {
    return table != null || !data().isEmpty();
  }

  /** Where the rows are, and which of them. */
  public RowInput input() {
    return input(format);
  }

  /** The same in another format; null: by the names of the files. */
  final RowInput input(RowFormat of) {
    return new RowInput(data(), of, table, where, text());
  }

  /** The paths, in their order. */
  final List<String> data() {
    return listed(data);
  }

  /** Puts others in the place of the paths, of which each stands for some. */
  final void replaceData(Function<String, List<String>> paths) {
    data = data == null ? null : data.stream().flatMap(one -> paths.apply(one).stream()).toList();
  }

  /** The table; null: there is none. */
  final String table() {
    return table;
  }

  /** How delimited text is written. */
  public TextForm text() {
    return TextForm.of(delimiter, charset);
  }

  /** The format of files, or null: by their names. */
  public RowFormat format() {
    return format;
  }

  /** Names of columns, without the quotes that one with commas needs. */
  public static List<String> names(List<String> values) {
    return listed(values).stream().map(ColumnNames::unquoted).toList();
  }

  private static List<String> listed(List<String> values) {
    return values == null ? List.of() : List.copyOf(values);
  }
}
