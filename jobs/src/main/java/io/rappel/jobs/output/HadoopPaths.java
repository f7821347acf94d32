package io.rappel.jobs.output;

import io.rappel.trainer.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Whole files and folders on any Hadoop file system. */
public final class HadoopPaths {

  private static final String HADOOP_PREFIX = "spark.hadoop.";

  private HadoopPaths() {}

  /** Hadoop's configuration with the {@code spark.hadoop.} settings among the given ones. */
  public static Configuration configuration(Map<String, String> sparkSettings) {
    Configuration configuration = new Configuration();
    sparkSettings.forEach(
        (key, value) -> {
          if (key.startsWith(HADOOP_PREFIX)) {
            configuration.set(key.substring(HADOOP_PREFIX.length()), value);
          }
        });
    return configuration;
  }

  /**
   * The file system of a path; the local one without the checksum files that Hadoop would leave
   * beside each file.
   *
   * @throws ConfigurationException if there is no such file system
   */
  public static FileSystem fileSystem(Path path, Configuration configuration) throws IOException {
    try {
      FileSystem files = path.getFileSystem(configuration);
      return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    } catch (IllegalArgumentException | UnsupportedFileSystemException e) {
      throw new ConfigurationException(path + " is on no known file system");
    }
  }

  /**
   * The path that a user wrote.
   *
   * @throws ConfigurationException if it is none
   */
  public static Path path(String option, String text) {
    try {
      return new Path(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(option + " " + text + " is no path");
    }
  }

  /** A path for people, who know that local files are local. */
  public static String display(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = files.create(path, true)) {
      out.write(bytes);
    }
  }

  static void write(FileSystem files, Path path, String text) throws IOException {
    write(files, path, text.getBytes(StandardCharsets.UTF_8));
  }

  static void rename(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("%s could not be renamed to %s".formatted(from, to));
    }
  }
}
