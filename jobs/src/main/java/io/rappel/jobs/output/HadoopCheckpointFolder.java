package io.rappel.jobs.output;

import io.rappel.trainer.checkpoint.CheckpointFolder;
import io.rappel.trainer.model.ModelDirectory;
import java.io.IOException;
import java.io.OutputStream;
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

  /**
   * Of local files, none is seen before it has all of its bytes. Elsewhere the file system decides
   * whether the name is free; what it shows of a file whose writer was killed may be cut.
   */
  @Override
  public void createNew(String path, byte[] bytes) throws IOException {
    Path file = new Path(folder, path);
    if (HadoopPaths.local(file) == null) {
      HadoopPaths.writeNew(files, file, new String(bytes, StandardCharsets.US_ASCII));
      return;
    }
    Path part = file.suffix(".part");
    try (OutputStream out = HadoopPaths.createDurable(files, part)) {
      out.write(bytes);
    }
    HadoopPaths.moveToNew(files, part, file);
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
