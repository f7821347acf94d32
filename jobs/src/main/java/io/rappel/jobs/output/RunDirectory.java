package io.rappel.jobs.output;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.model.ModelFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The directory of a run, of which readers see all or nothing. Files are written into a hidden
 * directory beside it, which takes its place at the end; {@code status.json} comes last. A model
 * that is replaced is moved aside first and removed once the new one is complete, so that it
 * survives a run that fails, and a process that dies in between is made good by the next run.
 */
public final class RunDirectory {

  /** A line for each step and epoch. */
  public static final String HISTORY = "history.jsonl";

  /** Metrics and other numbers of the whole run. */
  public static final String METRICS = "metrics.json";

  /** All of the run on one page, for people. */
  public static final String REPORT = "report.html";

  /** What a run that gave no model leaves behind. */
  private static final Set<String> RECORD_OF_FAILURE = Set.of(RunStatus.FILE, HISTORY, REPORT);

  private final FileSystem files;
  private final Path directory;
  private final Path staging;
  private final Path previous;

  private RunDirectory(FileSystem files, Path directory) {
    this.files = files;
    this.directory = directory;
    this.staging =
        new Path(directory.getParent(), "." + directory.getName() + ".run-" + UUID.randomUUID());
    this.previous = new Path(directory.getParent(), "." + directory.getName() + ".previous");
  }

  /**
   * Makes sure that a run may write to a directory, and begins one beside it.
   *
   * @param overwrite whether a model that is there may be replaced; a record of a failed run always
   *     may
   * @throws ConfigurationException if the directory is not to be written to
   * @throws IOException if the file system fails
   */
  public static RunDirectory claim(String out, boolean overwrite, Configuration configuration)
      throws IOException {
    Path path = HadoopPaths.path("--out", out);
    FileSystem files = HadoopPaths.fileSystem(path, configuration);
    Path qualified = files.makeQualified(path);
    if (qualified.isRoot()) {
      throw new ConfigurationException("--out " + out + " cannot be a model's directory");
    }
    RunDirectory run = new RunDirectory(files, qualified);
    run.recover();
    run.refuse(out, overwrite);
    if (!files.mkdirs(run.staging)) {
      throw new ConfigurationException("--out %s cannot be created".formatted(out));
    }
    files.deleteOnExit(run.staging);
    return run;
  }

  /** Finishes what a process that died while it replaced a model has left undone. */
  private void recover() throws IOException {
    if (!files.exists(previous)) {
      return;
    }
    if (files.exists(new Path(directory, RunStatus.FILE))) {
      files.delete(previous, true);
    } else {
      files.delete(directory, true);
      HadoopPaths.rename(files, previous, directory);
    }
  }

  private void refuse(String out, boolean overwrite) throws IOException {
    if (!files.exists(directory)) {
      return;
    }
    if (!files.getFileStatus(directory).isDirectory()) {
      throw new ConfigurationException("--out %s is a file, not a directory".formatted(out));
    }
    Set<String> names = names();
    if (RECORD_OF_FAILURE.containsAll(names)) {
      return;
    }
    if (!overwrite) {
      throw new ConfigurationException(
          "--out %s is not empty; choose another directory, or replace its model with --overwrite"
              .formatted(out));
    }
    if (!names.contains(ModelFormat.MODEL_FILE) && !names.contains(RunStatus.FILE)) {
      throw new ConfigurationException(
          "--out %s holds other things than a model, which --overwrite does not touch"
              .formatted(out));
    }
  }

  private Set<String> names() throws IOException {
    return Arrays.stream(files.listStatus(directory))
        .map(FileStatus::getPath)
        .map(Path::getName)
        .collect(Collectors.toSet());
  }

  /** The file system on which the run is. */
  public FileSystem files() {
    return files;
  }

  /** Where the run's files are to be written. */
  public Path staging() {
    return staging;
  }

  /** Where they will be. */
  public Path directory() {
    return directory;
  }

  /** Writes a text file of the run. */
  public void write(String name, String text) throws IOException {
    HadoopPaths.write(files, new Path(staging, name), text);
  }

  /**
   * Puts the run in its place, and its status last.
   *
   * @throws IOException if the file system fails; what was there before is there again
   */
  public void publish(RunStatus status) throws IOException {
    if (files.exists(directory)) {
      HadoopPaths.rename(files, directory, previous);
    }
    try {
      HadoopPaths.rename(files, staging, directory);
      writeStatus(directory, status);
    } catch (IOException e) {
      restore();
      throw e;
    }
    files.delete(previous, true);
  }

  private void restore() throws IOException {
    if (files.exists(previous)) {
      files.delete(directory, true);
      HadoopPaths.rename(files, previous, directory);
    }
  }

  /**
   * Leaves the record of a run that failed: its history, report and status, and no model. A model
   * that is there is not touched; the record is then beside it, in {@code NAME.failed}.
   *
   * @return the record's directory
   */
  public Path fail(RunStatus status) throws IOException {
    files.mkdirs(staging);
    for (FileStatus file : files.listStatus(staging)) {
      if (!RECORD_OF_FAILURE.contains(file.getPath().getName())) {
        files.delete(file.getPath(), true);
      }
    }
    writeStatus(staging, status);
    boolean free = !files.exists(directory) || RECORD_OF_FAILURE.containsAll(names());
    Path record = free ? directory : directory.suffix(".failed");
    files.delete(record, true);
    HadoopPaths.rename(files, staging, record);
    return record;
  }

  private void writeStatus(Path where, RunStatus status) throws IOException {
    Path unfinished = new Path(where, "." + RunStatus.FILE);
    HadoopPaths.write(files, unfinished, status.json());
    HadoopPaths.rename(files, unfinished, new Path(where, RunStatus.FILE));
  }
}
