package io.rappel.jobs.rows;

import io.rappel.jobs.output.HadoopPaths;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files behind paths, in the order of the rows: paths as given, the files of a folder or glob
 * by name. These are the files that Spark reads too: hidden names are left out, and of folders
 * within folders only {@code column=value} ones are entered.
 */
final class InputFiles {

  private final Map<Path, Long> lengths = new LinkedHashMap<>();

  private InputFiles() {}

  /**
   * @throws DataException if a path names no file, a file is named twice, or all files are empty
   */
  static InputFiles find(List<String> paths, Configuration hadoop) {
    InputFiles files = new InputFiles();
    for (String path : paths) {
      try {
        files.addPath(new Path(path), hadoop);
      } catch (IOException | IllegalArgumentException e) {
        throw new DataException("cannot read " + path + ": " + e.getMessage(), e);
      }
    }
    if (files.bytes() == 0) {
      throw new DataException(String.join(", ", paths) + " is empty");
    }
    return files;
  }

  private void addPath(Path path, Configuration hadoop) throws IOException {
    FileSystem fileSystem = HadoopPaths.connect(path, hadoop);
    FileStatus[] found = fileSystem.globStatus(path);
    if (found == null || found.length == 0) {
      throw new DataException("there is no file " + display(path));
    }
    int before = lengths.size();
    addAll(fileSystem, found);
    if (lengths.size() == before) {
      throw new DataException("the folder " + display(path) + " holds no files");
    }
  }

  private void addAll(FileSystem fileSystem, FileStatus[] found) throws IOException {
    FileStatus[] sorted = found.clone();
    Arrays.sort(sorted, Comparator.comparing(FileStatus::getPath));
    for (FileStatus status : sorted) {
      if (status.isFile()) {
        if (!HadoopPaths.isRegularFile(fileSystem, status.getPath())) {
          throw new DataException(display(status.getPath()) + " is no regular file");
        }
        if (lengths.put(status.getPath(), status.getLen()) != null) {
          throw new DataException("the file " + display(status.getPath()) + " is named twice");
        }
      } else {
        addAll(fileSystem, children(fileSystem, status.getPath()));
      }
    }
  }

  private static FileStatus[] children(FileSystem fileSystem, Path folder) throws IOException {
    return Arrays.stream(fileSystem.listStatus(folder))
        .filter(child -> child.getPath().getName().contains("=") || isVisibleFile(child))
        .toArray(FileStatus[]::new);
  }

  private static boolean isVisibleFile(FileStatus child) {
    String name = child.getPath().getName();
    return child.isFile() && !name.startsWith(".") && !name.startsWith("_");
  }

  /** The files, in the order of their rows. */
  List<Path> list() {
    return List.copyOf(lengths.keySet());
  }

  /** Length of all files together. */
  long bytes() {
    return lengths.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The files with something in them; there is one at least. */
  List<Path> nonEmpty() {
    return lengths.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The one file, or how many there are. */
  @Override
  public String toString() {
    return lengths.size() == 1
        ? display(list().get(0))
        : "%s and %d more".formatted(display(list().get(0)), lengths.size() - 1);
  }

  /** A path that Spark does not take for a glob. */
  static String literal(Path path) {
    return path.toString().replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
  }

  /** A path as users write it: local ones without their scheme. */
  static String display(Path path) {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file") ? path.toUri().getPath() : path.toString();
  }
}
