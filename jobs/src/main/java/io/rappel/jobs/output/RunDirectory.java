package io.rappel.jobs.output;

import io.rappel.jobs.output.files.ClaimedPlace;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.output.files.LockedException;
import io.rappel.jobs.output.files.Replacement;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.model.file.ModelDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The directory of a run, of which readers see all or nothing, and which one run at a time may
 * write. Files are written into a hidden directory beside it, which takes its place at the end;
 * {@code status.json} comes last. A model that is replaced is moved aside first and removed once
 * the new one is complete, so that it survives a run that fails, and a process that dies in between
 * is made good by the next run.
 */
public final class RunDirectory implements AutoCloseable {

  /** A line for each step and epoch. */
  public static final String HISTORY = "history.jsonl";

  /** Metrics and other numbers of the whole run. */
  public static final String METRICS = "metrics.json";

  /** All of the run on one page, for people. */
  public static final String REPORT = "report.html";

  /** What a run that gave no model leaves behind. */
  private static final Set<String> RECORD_OF_FAILURE = Set.of(RunStatus.FILE, HISTORY, REPORT);

  /** The status before its time has come. */
  private static final String STATUS_TO_BE = "." + RunStatus.FILE;

  private final ClaimedPlace place;
  private final String out;
  private final boolean overwrite;
  private final String resumed;
  private final FileSystem files;
  private final Path directory;
  private final Path staging;
  private final Replacement replacement;

  private RunDirectory(ClaimedPlace place, String out, boolean overwrite, String resumed) {
    this.place = place;
    this.out = out;
    this.overwrite = overwrite;
    this.resumed = resumed;
    this.files = place.files();
    this.directory = place.target();
    this.staging = place.staging();
    this.replacement = new Replacement(place);
  }

  /**
   * Claims a directory for a run, and begins one beside it.
   *
   * @param overwrite whether a model that is there may be replaced; a record of a failed run always
   *     may
   * @throws LockedException if another run is writing it
   * @throws ConfigurationException if the directory is not to be written to
   * @throws IOException if the file system fails
   */
  public static RunDirectory claim(String out, boolean overwrite, Configuration configuration)
      throws IOException {
    return claim(out, overwrite, null, configuration);
  }

  /**
   * Claims a directory for a run or one more attempt of it.
   *
   * @param resumed id of the run that goes on, which may replace what it left itself; null: it is a
   *     new one
   */
  public static RunDirectory claim(
      String out, boolean overwrite, String resumed, Configuration configuration)
      throws IOException {
    ClaimedPlace place = ClaimedPlace.take("--out", out, configuration);
    RunDirectory run = new RunDirectory(place, out, overwrite, resumed);
    try {
      run.replacement.recover(new Path(run.directory, RunStatus.FILE));
      run.refuse(run.directory);
      run.files.mkdirs(run.staging);
      run.files.deleteOnExit(run.staging);
      return run;
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /** Refuses to replace what is at a path: the directory, or what has just been moved away. */
  private void refuse(Path path) throws IOException {
    if (!files.exists(path)) {
      return;
    }
    if (!files.getFileStatus(path).isDirectory()) {
      throw new ConfigurationException("--out %s is a file, not a directory".formatted(out));
    }
    Set<String> names = names(path);
    if (RECORD_OF_FAILURE.containsAll(names) || isOurs(path)) {
      return;
    }
    if (!overwrite) {
      throw new ConfigurationException(
          "--out %s is not empty; choose another directory, or replace its model with --overwrite"
              .formatted(out));
    }
    if (!names.contains(ModelDirectory.MODEL_FILE) && !names.contains(RunStatus.FILE)) {
      throw new ConfigurationException(
          "--out %s holds other things than a model, which --overwrite does not touch"
              .formatted(out));
    }
  }

  /** Whether an earlier attempt of this run has left a directory. */
  private boolean isOurs(Path path) throws IOException {
    return resumed != null
        && RunStatus.run(new HadoopModelDirectory(files, path)).filter(resumed::equals).isPresent();
  }

  private Set<String> names(Path path) throws IOException {
    return Arrays.stream(files.listStatus(path))
        .map(FileStatus::getPath)
        .map(Path::getName)
        .collect(Collectors.toSet());
  }

  /** The id of the run, which all of its attempts share. */
  public String run() {
    return resumed == null ? place.run() : resumed;
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

  /** Begins a file of the run. */
  public OutputStream create(String name) throws IOException {
    return HadoopPaths.create(files, new Path(staging, name));
  }

  /** Writes a text file of the run, for which the history makes room where the disk is full. */
  public void write(String name, String text) throws IOException {
    Path file = new Path(staging, name);
    try {
      HadoopPaths.write(files, file, text);
    } catch (IOException e) {
      if (!files.delete(new Path(staging, HISTORY), false)) {
        throw e;
      }
      HadoopPaths.write(files, file, text);
    }
  }

  /**
   * Writes a text file without which the run's model is a model all the same.
   *
   * @return why it could not be written, and is left out
   */
  public Optional<String> writeIfPossible(String name, String text) {
    Path file = new Path(staging, name);
    try {
      HadoopPaths.write(files, file, text);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(leaveOut(name, e));
    }
  }

  /** Removes a file that could not be written to its end; says so in a sentence. */
  public String leaveOut(String name, Exception why) {
    String sentence =
        "%s could not be written and is left out: %s".formatted(name, why.getMessage());
    try {
      files.delete(new Path(staging, name), false);
      return sentence;
    } catch (IOException e) {
      return sentence;
    }
  }

  /**
   * Puts the run in its place, and its status last.
   *
   * @throws LockedException if something is there by now that must not be replaced; the run is then
   *     beside it, under a name that the message tells
   * @throws IOException if the file system fails; what was there before is there again
   */
  public void publish(RunStatus status) throws IOException {
    write(STATUS_TO_BE, status.json(run()));
    try {
      place.confirm();
      replacement.put(staging, this::refuse);
      addStatus(directory);
    } catch (LockedException | ConfigurationException | FileAlreadyExistsException e) {
      throw publishedBeside(e);
    }
    replacement.end();
    close();
  }

  /**
   * Leaves the model of a run that was interrupted, or its record alone where that would replace
   * the model of another run.
   *
   * @return where the model or the record is
   */
  public Path interrupt(RunStatus status) throws IOException {
    boolean other =
        files.exists(directory)
            && names(directory).contains(ModelDirectory.MODEL_FILE)
            && !isOurs(directory);
    if (other) {
      return fail(status);
    }
    publish(status);
    return directory;
  }

  private void addStatus(Path where) throws IOException {
    HadoopPaths.moveToNew(files, new Path(where, STATUS_TO_BE), new Path(where, RunStatus.FILE));
  }

  /** Nothing finished is lost: neither what has come in between, nor this run. */
  private LockedException publishedBeside(Exception why) throws IOException {
    Path beside = directory.suffix(".run-" + place.run());
    HadoopPaths.moveToNew(files, staging, beside);
    addStatus(beside);
    close();
    return new LockedException(
        "--out %s was written by another while this run went on, and is left as it is; the model of this run is in %s"
            .formatted(out, HadoopPaths.display(beside)));
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
    write(RunStatus.FILE, status.json(run()));
    Path record = freeForRecord();
    files.delete(record, true);
    HadoopPaths.moveToNew(files, staging, record);
    close();
    return record;
  }

  /** The first place of those for a record where there is no more than another record. */
  private Path freeForRecord() throws IOException {
    for (Path path : new Path[] {directory, directory.suffix(".failed")}) {
      if (!files.exists(path)
          || files.getFileStatus(path).isDirectory()
              && RECORD_OF_FAILURE.containsAll(names(path))) {
        return path;
      }
    }
    return directory.suffix(".failed-" + place.run());
  }

  /** Ends the run's claim; whatever is not in its place is removed. */
  @Override
  public void close() throws IOException {
    place.close();
  }
}
