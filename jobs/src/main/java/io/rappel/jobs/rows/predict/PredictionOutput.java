package io.rappel.jobs.rows.predict;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Where predictions go: one file, a folder, or a table.
 *
 * @param path on any Hadoop file system; a name that ends in .csv or .parquet is one file, any
 *     other a folder; null: a table
 * @param format of the files; null: by the name, or for a folder Parquet where the input is
 *     Parquet, ORC or a table and else CSV
 * @param table a name for Spark, such as {@code catalog.database.table}; null: files
 * @param overwrite whether what is there is replaced, as a whole and only once the new one is
 *     complete
 */
public record PredictionOutput(String path, OutputFormat format, String table, boolean overwrite) {

  /**
   * @throws ConfigurationException if there is not one place, or its name is that of another format
   */
  public PredictionOutput {
    if (path == null && table == null) {
      throw new ConfigurationException(
          "there is no place for the predictions: give --out PATH or --out-table NAME");
    }
    if (path != null && table != null) {
      throw new ConfigurationException("--out and --out-table cannot be given together");
    }
    if (table != null && format != null) {
      throw new ConfigurationException("--out-format is that of files, and --out-table names none");
    }
    if (table != null && table.isBlank()) {
      throw new ConfigurationException("--out-table names no table");
    }
    if (path != null) {
      check(HadoopPaths.path("--out", path).getName(), format);
    }
  }

  /** A file or folder whose format its name and the input decide. */
  public static PredictionOutput files(String path, boolean overwrite) {
    return new PredictionOutput(path, null, null, overwrite);
  }

  /**
   * Looks at the place, before anything is read.
   *
   * @throws ConfigurationException if a file or folder is there that must not be replaced, such as
   *     the input
   */
  public void requireFree(RowInput input, Configuration hadoop) {
    if (path != null) {
      InputFiles.requireApart(path, input.paths(), hadoop);
      OutputPlace.requireFree(path, overwrite, hadoop);
    }
  }

  private static void check(String name, OutputFormat format) {
    Optional<OutputFormat> named = ofFile(name);
    if (named.isEmpty() && RowFormat.ofName(name).isPresent()) {
      throw new ConfigurationException(
          "predictions are written to one file that ends in .csv or .parquet, or to a folder, not to "
              + name);
    }
    if (named.isPresent() && format != null && named.get() != format) {
      throw new ConfigurationException(
          "--out-format %s does not go with the name %s".formatted(format, name));
    }
  }

  private static Optional<OutputFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(OutputFormat.values())
        .filter(format -> lower.endsWith(format.ending()))
        .findFirst();
  }

  private Optional<OutputFormat> ofFile() {
    return ofFile(HadoopPaths.path("--out", path).getName());
  }

  /** Whether files are joined to one. */
  boolean isOneFile() {
    return ofFile().isPresent();
  }

  /**
   * The format of files.
   *
   * @param columnar whether the input is Parquet, ORC or a table
   */
  OutputFormat format(boolean columnar) {
    return ofFile()
        .or(() -> Optional.ofNullable(format))
        .orElse(columnar ? OutputFormat.PARQUET : OutputFormat.CSV);
  }
}
