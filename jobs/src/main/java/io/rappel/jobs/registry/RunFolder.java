package io.rappel.jobs.registry;

import io.rappel.jobs.outcome.Failure;
import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.output.Json;
import io.rappel.jobs.output.RunDirectory;
import io.rappel.jobs.output.RunStatus;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.output.files.NewFile;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.trainer.model.file.JsonInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/**
 * What a run leaves in a registry: while it goes on, what it began with, its checkpoints and its
 * challenger; then its record, report and status, which comes last.
 */
public final class RunFolder {

  private static final String START = "start.json";
  private static final String RECORD = "record.json";
  private static final String START_FROM = "start_from";

  private final FileSystem files;
  private final Path folder;

  public RunFolder(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** Id of the run. */
  public String id() {
    return folder.getName();
  }

  /** Where the challenger is made. */
  public Path challenger() {
    return new Path(folder, "challenger");
  }

  /** Leaves with the challenger what the rows are like that it was trained on. */
  public void describeRows(Map<String, Object> manifest) throws IOException {
    HadoopPaths.write(files, new Path(challenger(), Registry.ROWS_MANIFEST), Json.pretty(manifest));
  }

  /** Where its checkpoints are. */
  public Path checkpoints() {
    return new Path(folder, "checkpoints");
  }

  /** The version that the run begins with, empty text for new weights; empty: it has not begun. */
  public Optional<String> start() throws IOException {
    Path file = new Path(folder, START);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(file)) {
      Object version = JsonInput.readFree(START, in.readAllBytes()).get(START_FROM);
      return Optional.of(String.valueOf(version));
    }
  }

  /** Remembers it, so that all attempts begin with the same. */
  public void begin(String version) throws IOException {
    files.mkdirs(folder);
    byte[] text = Json.line(Map.of(START_FROM, version)).getBytes(StandardCharsets.UTF_8);
    try {
      NewFile.write(files, new Path(folder, START), text);
    } catch (FileAlreadyExistsException e) {
      // Another attempt that goes on at the same time has chosen; start() has it.
    }
  }

  /** Begins an attempt: how another ended holds no more. */
  public void attempt() throws IOException {
    files.delete(status(), false);
  }

  private Path status() {
    return new Path(folder, RunStatus.FILE);
  }

  /** Whether the run is recorded, and all is done that was to follow its record. */
  public boolean isFinished() throws IOException {
    if (!files.exists(status())) {
      return false;
    }
    try (InputStream in = files.open(status())) {
      return RunStatus.isFinished(in.readAllBytes());
    }
  }

  /** Tells that the run has ended in a record. */
  public void end(LogRecord record, Outcome outcome) throws IOException {
    end(new RunStatus(outcome, record.kind() + ": " + record.why()));
  }

  /** Tells how the run, or this attempt of it, has ended. */
  private void end(RunStatus status) throws IOException {
    HadoopPaths.write(files, status(), status.json(id()));
  }

  /** Tells that this attempt has failed, if that can be told. */
  public void failed(Throwable thrown) {
    try {
      files.mkdirs(folder);
      end(RunStatus.of(Failure.of(thrown)));
    } catch (IOException e) {
      thrown.addSuppressed(e);
    }
  }

  /**
   * Leaves what is to stay of a run that is committed, but for its status.
   *
   * @param model its challenger's directory
   * @param page of the run; null: the one that is there
   */
  public void keep(LogRecord record, Path model, String page) throws IOException {
    files.mkdirs(folder);
    files.delete(checkpoints(), true);
    HadoopPaths.write(files, new Path(folder, RECORD), Json.pretty(record.fields()));
    for (String name : new String[] {RunDirectory.METRICS, RunDirectory.REPORT}) {
      Path from = new Path(model, name);
      if (files.exists(from)) {
        FileUtil.copy(files, from, files, new Path(folder, name), false, true, files.getConf());
      }
    }
    if (page != null) {
      HadoopPaths.write(files, new Path(folder, RunDirectory.REPORT), page);
    }
  }
}
