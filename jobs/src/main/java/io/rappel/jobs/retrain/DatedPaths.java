package io.rappel.jobs.retrain;

import io.rappel.jobs.config.options.RowsOptions;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.rows.files.FirstRow;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Puts days in the place of {@code {logical-date}} in paths. */
public final class DatedPaths {

  private static final String PLACE = "{logical-date}";

  private final LocalDate date;
  private final Integer window;
  private final Configuration hadoop;
  private final List<String> notes = new ArrayList<>();
  private FirstRow firstRow;
  private InputFiles ofDay;
  private boolean dated;

  /**
   * @param window days up to the date; null: that day
   */
  public DatedPaths(LocalDate date, Integer window, Configuration hadoop) {
    this.date = date;
    this.window = window;
    this.hadoop = hadoop;
  }

  /**
   * Replaces the paths of rows.
   *
   * @return sentences on days that are left out
   * @throws ConfigurationException if there is a window and no place for a day
   * @throws DataException if there is nothing for the day itself
   */
  public List<String> replaceIn(RowsOptions rows) {
    firstRow = new FirstRow(rows.format(), rows.text(), hadoop);
    rows.replacePaths(this::days, path -> path.replace(PLACE, date.toString()));
    if (window != null && !dated) {
      throw new ConfigurationException("--window is of days, and no path of --data has " + PLACE);
    }
    return notes;
  }

  /** The files of these rows, where they are of one path, of the day, and so are found already. */
  public Optional<InputFiles> found(RowInput rows) {
    boolean one = rows.table() == null && rows.paths().size() == 1;
    return Optional.ofNullable(one ? ofDay : null);
  }

  private List<String> days(String path) {
    if (!path.contains(PLACE)) {
      return List.of(path);
    }
    dated = true;
    List<String> paths = new ArrayList<>();
    int absent = 0;
    for (int before = (window == null ? 1 : window) - 1; before >= 0; before--) {
      String day = path.replace(PLACE, date.minusDays(before).toString());
      if (before == 0 || isThere(day)) {
        paths.add(day);
      } else {
        absent++;
      }
    }
    requireRows(paths.get(paths.size() - 1));
    if (absent > 0) {
      notes.add(
          "of the %d days of the window, %d %s not there and left out"
              .formatted(window, absent, absent == 1 ? "is" : "are"));
    }
    return paths;
  }

  /** A window would go on without the day that the run is for. */
  private void requireRows(String day) {
    String none = "there are no rows of %s: ".formatted(date);
    if (!isThere(day)) {
      throw new DataException(none + day + " does not exist");
    }
    try {
      ofDay = InputFiles.find(List.of(day), hadoop);
    } catch (DataException e) {
      throw new DataException(none + e.getMessage(), e);
    }
    if (!firstRow.mayBeIn(ofDay)) {
      throw new DataException(none + ofDay + " holds none, or a header alone");
    }
  }

  private boolean isThere(String text) {
    try {
      Path path = HadoopPaths.path("--data", text);
      FileSystem files = HadoopPaths.fileSystem(path, hadoop);
      if (files.exists(path)) {
        return true;
      }
      FileStatus[] found = files.globStatus(path);
      return found != null && found.length > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
