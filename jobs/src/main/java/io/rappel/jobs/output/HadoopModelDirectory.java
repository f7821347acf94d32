package io.rappel.jobs.output;

import io.rappel.trainer.model.ModelDirectory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A model's directory on any Hadoop file system. */
final class HadoopModelDirectory implements ModelDirectory {

  private final FileSystem files;
  private final Path directory;

  HadoopModelDirectory(FileSystem files, Path directory) {
    this.files = files;
    this.directory = directory;
  }

  @Override
  public boolean exists(String name) throws IOException {
    Path file = new Path(directory, name);
    return files.exists(file) && files.getFileStatus(file).isFile();
  }

  @Override
  public long length(String name) throws IOException {
    return files.getFileStatus(new Path(directory, name)).getLen();
  }

  @Override
  public InputStream open(String name) throws IOException {
    return files.open(new Path(directory, name));
  }

  @Override
  public OutputStream create(String name) throws IOException {
    return new BufferedOutputStream(files.create(new Path(directory, name), true));
  }

  /** The path as the user knows it. */
  @Override
  public String toString() {
    return HadoopPaths.display(directory);
  }
}
