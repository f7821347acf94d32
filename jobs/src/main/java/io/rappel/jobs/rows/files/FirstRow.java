package io.rappel.jobs.rows.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** Whether files have rows, as far as that is soon seen: by their first characters or footers. */
public final class FirstRow {

  private final RowFormat format;
  private final TextForm text;
  private final Configuration hadoop;

  /**
   * @param format of all files; null: by their names
   */
  public FirstRow(RowFormat format, TextForm text, Configuration hadoop) {
    this.format = format;
    this.text = text;
    this.hadoop = hadoop;
  }

  /**
   * Whether one of the files may have a row. What is wrong with a file, or its name, is told where
   * it is read.
   */
  public boolean mayBeIn(InputFiles files) {
    return files.nonEmpty().stream().anyMatch(this::mayBeIn);
  }

  private boolean mayBeIn(Path file) {
    RowFormat known = format == null ? RowFormat.ofName(file.getName()).orElse(null) : format;
    if (known == null) {
      return true;
    }
    try {
      return switch (known) {
        case CSV, TSV -> hasLines(file, 2, '\n');
        case LIBSVM -> hasLines(file, 1, '#');
        case JSON -> hasValues(file);
        case PARQUET -> {
          try (ParquetFileReader footer =
              ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
            yield footer.getRecordCount() > 0;
          }
        }
        case ORC -> {
          try (org.apache.orc.Reader footer =
              OrcFile.createReader(file, OrcFile.readerOptions(hadoop))) {
            yield footer.getNumberOfRows() > 0;
          }
        }
      };
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }

  /** Whether there is more than empty arrays. */
  private boolean hasValues(Path file) throws IOException {
    try (Reader characters = characters(file)) {
      char empty = '[';
      for (int next = characters.read(); next >= 0; next = characters.read()) {
        if (!Character.isWhitespace(next)) {
          if (next != empty) {
            return true;
          }
          empty = empty == '[' ? ']' : '[';
        }
      }
      return empty == ']';
    }
  }

  private Reader characters(Path file) throws IOException {
    return new BufferedReader(new InputStreamReader(TextStart.open(file, hadoop), text.charset()));
  }

  /**
   * Whether so many lines are more than blanks.
   *
   * @param comment what begins a line that does not count
   */
  private boolean hasLines(Path file, int count, char comment) throws IOException {
    try (Reader characters = characters(file)) {
      int lines = 0;
      boolean within = false;
      for (int next = characters.read(); next >= 0; next = characters.read()) {
        if (next == '\n' || next == '\r') {
          within = false;
        } else if (!within && !Character.isWhitespace(next)) {
          within = true;
          lines += next == comment ? 0 : 1;
          if (lines == count) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
