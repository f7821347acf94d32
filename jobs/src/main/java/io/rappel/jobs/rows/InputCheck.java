package io.rappel.jobs.rows;

import io.rappel.jobs.rows.columns.ColumnChoice;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.files.FileInput;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import org.apache.hadoop.conf.Configuration;

/** What can be refused before Spark starts, in the words in which it is refused later. */
public final class InputCheck {

  private InputCheck() {}

  /**
   * Looks for the files of an input, and into the first of those of text.
   *
   * @throws DataException if there are none, or their start is no text
   * @throws ConfigurationException if their format is not clear
   */
  public static void requireFiles(RowInput input, Configuration hadoop) {
    if (input.table() == null) {
      find(input, hadoop);
    }
  }

  private static FileInput find(RowInput input, Configuration hadoop) {
    return FileInput.find(input.paths(), input.format(), input.text(), hadoop);
  }

  /**
   * Looks for the files to train on, and of delimited ones for the columns that are named.
   *
   * @throws DataException as {@link #requireFiles}
   * @throws ConfigurationException as {@link #requireFiles}, or if a column is not there
   */
  public static void requireColumns(RowsRequest request, Configuration hadoop) {
    if (request.input().table() != null) {
      return;
    }
    requireColumns(InputFiles.find(request.input().paths(), hadoop), request, hadoop);
  }

  /** The same of files that were found. */
  public static void requireColumns(InputFiles files, RowsRequest request, Configuration hadoop) {
    RowInput input = request.input();
    FileInput found = FileInput.of(files, input.format(), input.text(), hadoop);
    if (found.header() != null) {
      ColumnChoice.requireNamed(request, found.files(), found.columns());
    }
  }
}
