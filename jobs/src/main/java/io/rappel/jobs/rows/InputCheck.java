package io.rappel.jobs.rows;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.rows.columns.ColumnChoice;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.files.FileInput;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

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
    FileInput found = find(request.input(), hadoop);
    if (found.header() != null) {
      ColumnChoice.requireNamed(request, found.files(), found.columns());
    }
  }

  /**
   * Makes sure that an output replaces nothing that is read.
   *
   * @param out the path of {@code --out}
   * @param inputs paths of rows; what is wrong with them is told where they are read
   * @throws ConfigurationException if the output is one of their files, however it is spelt, or a
   *     folder that holds one
   */
  public static void requireApart(String out, List<String> inputs, Configuration hadoop) {
    Path named = HadoopPaths.path("--out", out);
    try {
      if (!HadoopPaths.connect(named, hadoop).exists(named)) {
        return;
      }
      Path target = HadoopPaths.real(named, hadoop);
      for (String input : inputs) {
        for (Path file : filesOf(input, hadoop)) {
          Path read = HadoopPaths.real(file, hadoop);
          if (HadoopPaths.isWithin(read, target)) {
            throw new ConfigurationException(
                "--out %s would replace %s, which is read; name another place"
                    .formatted(out, InputFiles.display(read)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + out + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> filesOf(String input, Configuration hadoop) {
    try {
      return InputFiles.find(List.of(input), hadoop).list();
    } catch (ConfigurationException | DataException e) {
      return List.of();
    }
  }
}
