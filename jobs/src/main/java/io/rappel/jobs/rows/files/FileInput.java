package io.rappel.jobs.rows.files;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Files and what is known of them without Spark.
 *
 * @param header of delimited files; null: they are others
 */
public record FileInput(
    InputFiles files,
    RowFormat format,
    TextForm text,
    DelimitedHeader header,
    Configuration hadoop) {

  /**
   * Looks for files, and at the start of those of text.
   *
   * @param format null: by the files' names
   * @throws DataException if there are none, or they are not what their format says
   * @throws ConfigurationException if the format is not clear, or what is said of text does not fit
   */
  public static FileInput find(
      List<String> paths, RowFormat format, TextForm text, Configuration hadoop) {
    return of(InputFiles.find(paths, hadoop), format, text, hadoop);
  }

  /** The same of files that were found. */
  public static FileInput of(
      InputFiles files, RowFormat format, TextForm text, Configuration hadoop) {
    RowFormat known = format == null ? RowFormat.infer(files.list()) : format;
    if (!known.isDelimited() && !text.equals(TextForm.DEFAULT)) {
      throw new ConfigurationException(
          "--delimiter and --charset are for delimited text, and %s is %s".formatted(files, known));
    }
    FileInput found = new FileInput(files, known, text, null, hadoop);
    if (known.isText()) {
      found.requireText(files.nonEmpty().get(0));
    }
    return known.isDelimited()
        ? new FileInput(files, known, text, new DelimitedHeader(hadoop, known, text, files), hadoop)
        : found;
  }

  /** Names of the columns of delimited files, those in names of folders among them. */
  public Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>(header.names());
    columns.addAll(PartitionFolders.columns(files.list()));
    return columns;
  }

  /** Looks at the start of a file. */
  public void requireText(Path file) {
    TextStart start = TextStart.of(file, hadoop);
    if (!text.isWide()) {
      start.requireBytes();
    }
    if (format == RowFormat.JSON) {
      start.requireJsonLines();
    }
  }
}
