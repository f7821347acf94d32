package io.rappel.jobs.output.files;

import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * Small files that appear whole under a name that nothing has yet. Of any number of processes that
 * want the name at once, the file system lets one have it.
 */
public final class NewFile {

  /** Lets object stores decide in one request whether a file is new, when it is closed. */
  static final String CONDITIONAL_CREATE = "fs.option.create.conditional.overwrite";

  /** How a file system decides. */
  private enum Way {
    /** A file that is complete gets a second name, which must be free. */
    LINK,
    /** A file that is complete gets another name, which must be free. */
    RENAME,
    /** The object is made when it is closed, if there is none of its name. */
    CONDITIONAL_CREATE,
    /** As before, where that is what Hadoop's own create without overwriting does. */
    CREATE
  }

  private NewFile() {}

  private static Optional<Way> way(FileSystem files, Path path) throws IOException {
    return switch (files.getUri().getScheme()) {
      case "file" -> Optional.of(Way.LINK);
      case "hdfs" -> Optional.of(Way.RENAME);
      // Access control lists are what accounts with a hierarchy of names have and others have not.
      case "abfs", "abfss" ->
          files.hasPathCapability(path, CommonPathCapabilities.FS_ACLS)
              ? Optional.of(Way.RENAME)
              : Optional.empty();
      case "s3a" -> Optional.of(Way.CONDITIONAL_CREATE);
      case "gs" -> Optional.of(Way.CREATE);
      default -> Optional.empty();
    };
  }

  /**
   * Makes sure that a file system can tell who was first.
   *
   * @param option that names the path, for messages
   * @throws ConfigurationException if it cannot
   */
  public static void require(String option, FileSystem files, Path path) throws IOException {
    Optional<Way> way = way(files, path);
    if (way.isEmpty()
        || way.get() == Way.CONDITIONAL_CREATE && !createsConditionally(files, path)) {
      throw new ConfigurationException(
          "%s %s is on a file system (%s) that cannot say which of two writers was first: choose a local folder, HDFS, ABFS with a hierarchical namespace, S3 with Hadoop 3.4.2 or newer, or Google Cloud Storage"
              .formatted(option, HadoopPaths.display(path), files.getUri().getScheme()));
    }
  }

  /** Older versions of Hadoop do not know the key that they must obey. */
  private static boolean createsConditionally(FileSystem files, Path folder) throws IOException {
    Path probe = new Path(folder, ".probe-" + UUID.randomUUID());
    try {
      write(files, probe, new byte[0]);
      files.delete(probe, false);
      return true;
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Whether a folder is moved in one step, so that it is seen whole or not at all. */
  public static boolean movesFolders(FileSystem files, Path path) throws IOException {
    return way(files, path).filter(way -> way == Way.LINK || way == Way.RENAME).isPresent();
  }

  /**
   * Makes a file, whole.
   *
   * @param path whose folder is there
   * @throws FileAlreadyExistsException if the name is taken
   * @throws IOException if it is not known whether the file was made
   */
  public static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    Way way =
        way(files, path).orElseThrow(() -> new IOException("no way to make a new file as " + path));
    switch (way) {
      case LINK, RENAME -> writeBeside(files, path, bytes, way);
      case CONDITIONAL_CREATE -> {
        FSDataOutputStreamBuilder<?, ?> file = files.createFile(path);
        write(file.overwrite(false).must(CONDITIONAL_CREATE, true).build(), path, bytes);
      }
      case CREATE -> write(files.create(path, false), path, bytes);
    }
  }

  private static void write(FSDataOutputStream file, Path path, byte[] bytes) throws IOException {
    try (file) {
      file.write(bytes);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(HadoopPaths.display(path));
    }
  }

  private static void writeBeside(FileSystem files, Path path, byte[] bytes, Way way)
      throws IOException {
    Path part = new Path(path.getParent(), ".%s.%s".formatted(path.getName(), UUID.randomUUID()));
    try {
      try (OutputStream out = HadoopPaths.createDurable(files, part)) {
        out.write(bytes);
      }
      if (way == Way.LINK) {
        LocalMoves.linkNew(
            HadoopPaths.local(files.makeQualified(part)),
            HadoopPaths.local(files.makeQualified(path)));
      } else {
        rename(files, part, path);
      }
    } finally {
      files.delete(part, false);
    }
  }

  private static void rename(FileSystem files, Path from, Path to) throws IOException {
    try {
      FileContext.getFileContext(files.getUri(), files.getConf())
          .rename(files.makeQualified(from), files.makeQualified(to), Rename.NONE);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(HadoopPaths.display(to));
    }
  }
}
