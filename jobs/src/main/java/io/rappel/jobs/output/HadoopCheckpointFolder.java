package io.rappel.jobs.output;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.text.Secrets;
import io.rappel.trainer.checkpoint.CheckpointFolder;
import io.rappel.trainer.model.file.ModelDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder of checkpoints on any Hadoop file system. */
final class HadoopCheckpointFolder implements CheckpointFolder {

  private final FileSystem files;
  private final Path folder;

  /**
   * @param folder qualified; need not exist
   */
  HadoopCheckpointFolder(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  @Override
  public List<String> names() throws IOException {
    if (!files.exists(folder)) {
      return List.of();
    }
    return Arrays.stream(files.listStatus(folder))
        .map(FileStatus::getPath)
        .map(Path::getName)
        .toList();
  }

  @Override
  public ModelDirectory directory(String name) {
    return HadoopModelDirectory.durable(files, new Path(folder, name));
  }

  @Override
  public void createNew(String path, byte[] bytes) throws IOException {
    HadoopPaths.writeNewWhole(
        files, new Path(folder, path), new String(bytes, StandardCharsets.US_ASCII));
  }

  @Override
  public void delete(String path) throws IOException {
    files.delete(new Path(folder, path), true);
  }

  /** The path as the user knows it. */
  @Override
  public String toString() {
    return Secrets.masked(HadoopPaths.display(folder));
  }
}
