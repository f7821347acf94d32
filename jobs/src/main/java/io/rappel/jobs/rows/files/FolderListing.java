package io.rappel.jobs.rows.files;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Lists the files that Spark reads of a path: hidden names, with a dot or an underscore before
 * them, are left out, and of folders within folders only {@code column=value} ones are entered.
 * Files that would be left out unseen are errors.
 */
final class FolderListing {

  private final FileSystem fileSystem;
  private final List<Path> hidden = new ArrayList<>();

  FolderListing(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  /**
   * What a path or glob names.
   *
   * @throws DataException if that is nothing, or a hidden file
   */
  FileStatus[] matching(Path path) throws IOException {
    FileStatus[] found = named(path);
    if (found == null || found.length == 0) {
      for (File folder = local(path); folder != null; folder = folder.getParentFile()) {
        if (folder.isDirectory() && !folder.canExecute()) {
          throw denied(InputFiles.display(path));
        }
      }
      throw new DataException("there is no file " + InputFiles.display(path));
    }
    FileStatus[] visible =
        Arrays.stream(found)
            .filter(status -> status.isDirectory() || !leftOut(status))
            .toArray(FileStatus[]::new);
    if (visible.length == 0) {
      throw new DataException(
          "%s is not read, because its name begins with '%s', as those of hidden files do: rename it"
              .formatted(
                  InputFiles.display(found[0].getPath()), found[0].getPath().getName().charAt(0)));
    }
    return visible;
  }

  /** The file of just this name, or what matches it as a glob. */
  private FileStatus[] named(Path path) throws IOException {
    if (fileSystem.exists(path)) {
      return new FileStatus[] {fileSystem.getFileStatus(path)};
    }
    Path pattern =
        path.isAbsolute()
            ? path
            : new Path(InputFiles.literal(fileSystem.getWorkingDirectory()) + "/" + path);
    if (fileSystem instanceof ChecksumFileSystem) {
      for (Path level = pattern; level.getParent() != null; level = level.getParent()) {
        requireAll(level);
      }
    }
    return fileSystem.globStatus(pattern);
  }

  /** Asks in all folders where something may match the last part of a glob. */
  private void requireAll(Path pattern) throws IOException {
    GlobPattern wanted = new GlobPattern(pattern.getName());
    if (!wanted.hasWildcard()) {
      return;
    }
    FileStatus[] folders = fileSystem.globStatus(pattern.getParent());
    for (FileStatus folder : folders == null ? new FileStatus[0] : folders) {
      if (folder.isDirectory()) {
        requireAll(folder.getPath(), wanted::matches);
      }
    }
  }

  /**
   * Hadoop passes over local files that it cannot look at.
   *
   * @throws DataException if a folder has one with a name that is wanted
   */
  private void requireAll(Path folder, Predicate<String> wanted) {
    File local = local(folder);
    for (String name : names(local)) {
      if (!isHidden(name) && wanted.test(name) && !new File(local, name).exists()) {
        // It may have been deleted just now.
        if (names(local).contains(name)) {
          throw new DataException(
              "%s in %s cannot be read: its name is none in this locale, which LC_ALL=C.UTF-8 may mend, or it is a link to nothing"
                  .formatted(Sentences.shortened(name), InputFiles.display(folder)));
        }
      }
    }
  }

  /** The file of a path on this machine; null on other file systems. */
  private File local(Path path) {
    return fileSystem instanceof ChecksumFileSystem
        ? new File(fileSystem.makeQualified(path).toUri().getPath())
        : null;
  }

  private static List<String> names(File folder) {
    String[] names = folder == null ? null : folder.list();
    return names == null ? List.of() : List.of(names);
  }

  /** The file itself, or the files of a folder by name. */
  List<FileStatus> filesOf(FileStatus root) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    add(root, files);
    return files;
  }

  private void add(FileStatus status, List<FileStatus> files) throws IOException {
    if (status.isFile()) {
      requireReadable(status.getPath());
      files.add(status);
      return;
    }
    FileStatus[] children = fileSystem.listStatus(status.getPath());
    requireAll(status.getPath(), name -> true);
    Arrays.sort(children, Comparator.comparing(FileStatus::getPath));
    for (FileStatus child : children) {
      if (child.getPath().getName().contains("=") || child.isFile() && !leftOut(child)) {
        add(child, files);
      } else if (child.isDirectory() && !isHidden(child.getPath())) {
        requireNoFiles(child.getPath(), status.getPath());
      }
    }
  }

  private boolean leftOut(FileStatus file) {
    boolean leftOut = isHidden(file.getPath());
    if (leftOut && RowFormat.ofName(file.getPath().getName()).isPresent()) {
      hidden.add(file.getPath());
    }
    return leftOut;
  }

  private static boolean isHidden(Path path) {
    return isHidden(path.getName());
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_") && !name.contains("=");
  }

  private void requireNoFiles(Path folder, Path parent) throws IOException {
    RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(folder, true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      if (isVisible(file, folder)) {
        throw new DataException(
            "%s lies in a folder within %s and would not be read: give each folder its own --data, such as --data '%s/*'"
                .formatted(
                    InputFiles.display(file),
                    InputFiles.display(parent),
                    InputFiles.display(parent)));
      }
    }
  }

  private static boolean isVisible(Path file, Path folder) {
    for (Path path = file; path.depth() > folder.depth(); path = path.getParent()) {
      if (isHidden(path)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Local files may be devices, and have checksums beside them, whose names Hadoop cannot make with
   * a colon.
   */
  private void requireReadable(Path file) throws IOException {
    if (!(fileSystem instanceof ChecksumFileSystem)) {
      return;
    }
    if (!HadoopPaths.isRegularFile(fileSystem, file)) {
      throw new DataException(InputFiles.display(file) + " is no regular file");
    }
    if (file.getName().contains(":")) {
      throw colon(InputFiles.display(file));
    }
    if (!local(file).canRead()) {
      throw denied(InputFiles.display(file));
    }
  }

  /**
   * @throws DataException if a path is that of a local file, and Hadoop takes what is before its
   *     colon for a file system
   */
  static void requireNoColon(String path) {
    if (path.indexOf(':') > 0 && !path.contains(":/") && new File(path).exists()) {
      throw colon(path);
    }
  }

  private static DataException denied(String file) {
    return new DataException("there is no permission to read " + file);
  }

  private static DataException colon(String file) {
    return new DataException(
        "the name of %s has a colon, which Hadoop cannot read: rename the file".formatted(file));
  }

  /** Hidden files that by their names hold rows. */
  List<Path> hidden() {
    return hidden;
  }
}
