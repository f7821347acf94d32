package io.rappel.jobs.output.files;

import io.rappel.trainer.config.ConfigurationException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

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
    FileSystem files = connect(path, configuration);
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  /**
   * The file system of a path, as Hadoop has it.
   *
   * @throws ConfigurationException if there is no such file system, with what is missing
   */
  public static FileSystem connect(Path path, Configuration configuration) throws IOException {
    try {
      return path.getFileSystem(configuration);
    } catch (UnsupportedFileSystemException e) {
      throw new ConfigurationException(FileSystemJars.missing(path));
    } catch (RuntimeException e) {
      // Hadoop wraps what it could not load or find.
      Throwable cause = e.getCause();
      if (cause instanceof ClassNotFoundException) {
        throw new ConfigurationException(FileSystemJars.missing(path));
      }
      if (cause instanceof UnknownHostException) {
        // The path's, or that of the file system where none is named.
        String host = String.valueOf(cause.getMessage()).replaceFirst(":.*", "");
        throw new ConfigurationException(
            "%s: there is no host of the name %s".formatted(path, host));
      }
      throw new ConfigurationException(path + " is on no known file system: " + e.getMessage());
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

  /** The path that stands for all spellings of one; links of the local file system are followed. */
  public static Path real(Path path, Configuration configuration) throws IOException {
    FileSystem files = connect(path, configuration);
    Path qualified = files.makeQualified(path);
    java.nio.file.Path local = local(qualified);
    java.nio.file.Path there = local;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null) {
      return qualified;
    }
    java.nio.file.Path real = there.toRealPath().resolve(there.relativize(local));
    return files.makeQualified(new Path(real.toString()));
  }

  /** Whether one path is the other or lies within. */
  public static boolean isWithin(Path path, Path folder) {
    Path one = path;
    while (one != null && !one.equals(folder)) {
      one = one.getParent();
    }
    return one != null;
  }

  /**
   * The file of a qualified path on this machine's own file system; null on others, and where the
   * locale cannot write the name.
   */
  static java.nio.file.Path local(Path path) {
    try {
      return "file".equals(path.toUri().getScheme())
          ? java.nio.file.Path.of(path.toUri().getPath())
          : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * Makes a file in a folder that is there, or replaces it. Local ones are made without Hadoop,
   * whose streams throw errors where a disk is full.
   */
  public static OutputStream create(FileSystem files, Path path) throws IOException {
    java.nio.file.Path local = local(files.makeQualified(path));
    return local == null ? files.create(path, true) : Files.newOutputStream(local);
  }

  /** The same, where local files are on the disk once they are closed. */
  public static OutputStream createDurable(FileSystem files, Path path) throws IOException {
    java.nio.file.Path local = local(files.makeQualified(path));
    return local == null ? create(files, path) : new SyncedFile(local);
  }

  /** A file whose end waits for the disk. */
  private static final class SyncedFile extends FileOutputStream {

    SyncedFile(java.nio.file.Path path) throws IOException {
      super(path.toFile());
    }

    @Override
    public void close() throws IOException {
      try {
        if (getFD().valid()) {
          getFD().sync();
        }
      } finally {
        super.close();
      }
    }
  }

  public static void write(FileSystem files, Path path, String text) throws IOException {
    try (OutputStream out = create(files, path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Makes a file that is not there yet.
   *
   * @throws FileAlreadyExistsException if it is
   */
  static void writeNew(FileSystem files, Path path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    java.nio.file.Path local = local(path);
    if (local != null) {
      Files.write(local, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return;
    }
    FSDataOutputStreamBuilder<?, ?> file = files.createFile(path);
    try (OutputStream out = file.overwrite(false).opt(NewFile.CONDITIONAL_CREATE, true).build()) {
      out.write(bytes);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(display(path));
    }
  }

  /**
   * Makes a small file that is not there yet. Of local files, none is seen before it has all of its
   * bytes, and those are on the disk; elsewhere the file system decides whether the name is free,
   * and what it shows of a file whose writer was killed may be cut.
   *
   * @throws FileAlreadyExistsException if it is
   */
  public static void writeNewWhole(FileSystem files, Path path, String text) throws IOException {
    if (local(files.makeQualified(path)) == null) {
      writeNew(files, path, text);
      return;
    }
    Path part = path.suffix(".part");
    try (OutputStream out = createDurable(files, part)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    moveToNew(files, part, path);
  }

  /**
   * Whether there is something. Hadoop says of local paths in folders that are closed to the user
   * that there is nothing.
   *
   * @throws AccessControlException if it must not be seen
   */
  public static boolean exists(FileSystem files, Path path) throws IOException {
    java.nio.file.Path local = local(files.makeQualified(path));
    if (local != null) {
      try {
        Files.readAttributes(local, BasicFileAttributes.class);
      } catch (AccessDeniedException e) {
        throw new AccessControlException("there is no permission");
      } catch (IOException e) {
        return false;
      }
    }
    return files.exists(path);
  }

  /** Whether a path is a file with bytes in it, and no folder, pipe, socket or device. */
  public static boolean isRegularFile(FileSystem files, Path path) throws IOException {
    java.nio.file.Path local = local(files.makeQualified(path));
    return local != null ? Files.isRegularFile(local) : files.getFileStatus(path).isFile();
  }

  /**
   * Gives a file or folder a name that nothing has yet; an empty folder is nothing.
   *
   * @throws FileAlreadyExistsException if the name is taken, however late that is found out
   */
  public static void moveToNew(FileSystem files, Path from, Path to) throws IOException {
    java.nio.file.Path local = local(files.makeQualified(to));
    if (local != null) {
      LocalMoves.moveToNew(local(files.makeQualified(from)), local);
      return;
    }
    if (files.exists(to)) {
      throw new FileAlreadyExistsException(display(to));
    }
    rename(files, from, to);
    // Hadoop moves a folder into one that came in between.
    Path inside = new Path(to, from.getName());
    if (files.exists(inside)) {
      files.rename(inside, from);
      throw new FileAlreadyExistsException(display(to));
    }
  }

  private static void rename(FileSystem files, Path from, Path to) throws IOException {
    String failed = "%s could not be renamed to %s".formatted(display(from), display(to));
    boolean renamed;
    try {
      renamed = files.rename(from, to);
    } catch (IOException e) {
      throw new IOException(failed + ": " + e.getMessage(), e);
    }
    if (!renamed) {
      throw new IOException(failed);
    }
  }
}
