package io.rappel.jobs.output;

import io.rappel.trainer.ConfigurationException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A small file that a command writes as a whole, on any Hadoop file system. */
public final class OutputFile {

  private final FileSystem files;
  private final Path path;

  private OutputFile(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  /**
   * The file, once it is clear that it can be one.
   *
   * @throws ConfigurationException if the path is a directory
   */
  public static OutputFile of(String option, String text, Configuration configuration)
      throws IOException {
    Path path = HadoopPaths.path(option, text);
    FileSystem files = HadoopPaths.fileSystem(path, configuration);
    if (files.exists(path) && files.getFileStatus(path).isDirectory()) {
      throw new ConfigurationException("%s %s is a directory, not a file".formatted(option, text));
    }
    return new OutputFile(files, path);
  }

  /** Replaces the file; a reader sees the old text or the new one. */
  public void write(String text) throws IOException {
    Path qualified = files.makeQualified(path);
    Path unfinished = new Path(qualified.getParent(), "." + qualified.getName() + ".unfinished");
    HadoopPaths.write(files, unfinished, text);
    files.delete(qualified, false);
    HadoopPaths.rename(files, unfinished, qualified);
  }
}
