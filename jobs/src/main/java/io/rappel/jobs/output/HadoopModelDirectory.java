package io.rappel.jobs.output;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.trainer.model.file.ModelDirectory;
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
  private final boolean durable;

  HadoopModelDirectory(FileSystem files, Path directory) {
    this(files, directory, false);
  }

  private HadoopModelDirectory(FileSystem files, Path directory, boolean durable) {
    this.files = files;
    this.directory = directory;
    this.durable = durable;
  }

  /** One whose local files are on the disk once they are closed, whatever befalls the machine. */
  static HadoopModelDirectory durable(FileSystem files, Path directory) {
    return new HadoopModelDirectory(files, directory, true);
  }

  @Override
  public boolean exists(String name) throws IOException {
    Path file = new Path(directory, name);
    return HadoopPaths.exists(files, file) && !files.getFileStatus(file).isDirectory();
  }

  @Override
  public long length(String name) throws IOException {
    return files.getFileStatus(regular(name)).getLen();
  }

  @Override
  public InputStream open(String name) throws IOException {
    return files.open(regular(name));
  }

  /** What is read to its end must have one. */
  private Path regular(String name) throws IOException {
    Path file = new Path(directory, name);
    if (files.exists(file) && !HadoopPaths.isRegularFile(files, file)) {
      throw new IOException("it is no regular file");
    }
    return file;
  }

  @Override
  public OutputStream create(String name) throws IOException {
    files.mkdirs(directory);
    Path file = new Path(directory, name);
    return new BufferedOutputStream(
        durable ? HadoopPaths.createDurable(files, file) : HadoopPaths.create(files, file));
  }

  /** The path as the user knows it. */
  @Override
  public String toString() {
    return HadoopPaths.display(directory);
  }
}
