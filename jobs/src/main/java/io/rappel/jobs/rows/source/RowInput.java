package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.files.TextForm;
import io.rappel.trainer.config.ConfigurationException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where rows come from: files, a table, or a frame of the caller's.
 *
 * @param paths files, folders or globs on any Hadoop file system; empty for a table
 * @param format of the files; null: by their names, or of a table
 * @param table a name that Spark knows, such as {@code catalog.database.table}; null for files
 * @param where a condition of Spark SQL over the columns; rows that do not fulfil it are left out;
 *     null: none
 * @param text how delimited text is written
 * @param frame the rows themselves, instead of files or a table; or null
 */
public record RowInput(
    List<String> paths,
    RowFormat format,
    String table,
    String where,
    TextForm text,
    Dataset<Row> frame) {

  /** Files or a table. */
  public RowInput(List<String> paths, RowFormat format, String table, String where, TextForm text) {
    this(paths, format, table, where, text, null);
  }

  /** Text in the usual form. */
  public RowInput(List<String> paths, RowFormat format, String table, String where) {
    this(paths, format, table, where, TextForm.DEFAULT);
  }

  public RowInput {
    paths = List.copyOf(paths);
    if (frame == null && paths.isEmpty() == (table == null)) {
      throw new ConfigurationException("rows come from --data PATH or from --table NAME");
    }
    if (table != null && format != null) {
      throw new ConfigurationException("--format is that of files, and --table names none");
    }
    if (table != null && table.isBlank()) {
      throw new ConfigurationException("--table names no table");
    }
    if (where != null && where.isBlank()) {
      throw new ConfigurationException("--where is an empty condition");
    }
  }

  /** All rows of files. */
  public static RowInput files(List<String> paths, RowFormat format) {
    return new RowInput(paths, format, null, null);
  }

  /** All rows of a table. */
  public static RowInput table(String name) {
    return new RowInput(List.of(), null, name, null);
  }

  /** All rows of a frame, read in its own session. */
  public static RowInput frame(Dataset<Row> frame) {
    return new RowInput(List.of(), null, null, null, TextForm.DEFAULT, frame);
  }

  /** The same rows, as far as they fulfil a condition; null: all of them. */
  public RowInput where(String condition) {
    return new RowInput(paths, format, table, condition, text, frame);
  }

  /** The same rows, whose text is written in a form. */
  public RowInput text(TextForm form) {
    return new RowInput(paths, format, table, where, form, frame);
  }

  /** The paths, or the table, for people. */
  @Override
  public String toString() {
    if (frame != null) {
      return "the data frame";
    }
    return table == null ? String.join(", ", paths) : "table " + table;
  }
}
