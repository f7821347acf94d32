package io.rappel.jobs.rows.files;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The files behind paths, in the order of the rows: paths as given, the files of a folder or glob
 * by name. They are a manifest as well: with their lengths and times, files that change while they
 * are read are found out.
 */
public final class InputFiles {

  private static final int MOST_LISTED = 100;

  private final List<String> paths;
  private final Map<Path, FileStatus> files = new LinkedHashMap<>();
  private final Map<Path, List<Path>> roots = new LinkedHashMap<>();
  private final List<Path> hidden = new ArrayList<>();

  private InputFiles(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /**
   * @throws DataException if a path names no file, a file is named twice, all files are empty, or
   *     some would not be read
   */
  public static InputFiles find(List<String> paths, Configuration hadoop) {
    InputFiles files = new InputFiles(paths);
    for (String path : paths) {
      try {
        files.addPath(path, hadoop);
      } catch (ConfigurationException | DataException e) {
        throw e;
      } catch (IOException | IllegalArgumentException e) {
        throw new DataException("cannot read " + path + ": " + e.getMessage(), e);
      }
    }
    if (files.bytes() == 0) {
      throw new DataException(String.join(", ", paths) + " is empty");
    }
    return files;
  }

  private void addPath(String text, Configuration hadoop) throws IOException {
    FolderListing.requireNoColon(text);
    Path path = new Path(text);
    FolderListing listing = new FolderListing(HadoopPaths.connect(path, hadoop));
    FileStatus[] found = listing.matching(path);
    int before = files.size();
    Arrays.sort(found, Comparator.comparing(FileStatus::getPath));
    for (FileStatus root : found) {
      List<Path> ofRoot = new ArrayList<>();
      listing.filesOf(root).forEach(file -> add(file, ofRoot));
      roots.put(root.getPath(), ofRoot);
    }
    hidden.addAll(listing.hidden());
    if (files.size() == before) {
      throw new DataException("the folder " + display(path) + " holds no files");
    }
  }

  private void add(FileStatus file, List<Path> ofRoot) {
    if (files.put(file.getPath(), file) != null) {
      throw new DataException("the file " + display(file.getPath()) + " is named twice");
    }
    ofRoot.add(file.getPath());
  }

  /**
   * Compares the files with those that are there now.
   *
   * @throws DataException if one of them has changed since they were found, or others have come
   */
  public void requireUnchanged(Configuration hadoop) {
    Map<Path, FileStatus> now = find(paths, hadoop).files;
    for (Map.Entry<Path, FileStatus> entry : files.entrySet()) {
      FileStatus before = entry.getValue();
      FileStatus after = now.get(entry.getKey());
      if (after == null) {
        throw changed(entry.getKey(), "is gone");
      }
      if (after.getLen() != before.getLen()) {
        throw changed(
            entry.getKey(), "had %d bytes and has %d".formatted(before.getLen(), after.getLen()));
      }
      if (after.getModificationTime() != before.getModificationTime()) {
        throw changed(entry.getKey(), "was written again");
      }
    }
    now.keySet().stream()
        .filter(file -> !files.containsKey(file))
        .findFirst()
        .ifPresent(
            file -> {
              throw changed(file, "is new");
            });
  }

  private static DataException changed(Path file, String how) {
    return new DataException(
        "the input changed while it was read: %s %s".formatted(display(file), how));
  }

  /** What the files were when they were found: absolute path, bytes and time of the first ones. */
  public List<Map<String, Object>> manifest() {
    return files.values().stream()
        .limit(MOST_LISTED)
        .map(
            file -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("path", display(file.getPath()));
              entry.put("bytes", file.getLen());
              entry.put("modified", Instant.ofEpochMilli(file.getModificationTime()).toString());
              return entry;
            })
        .toList();
  }

  /** The files, in the order of their rows. */
  public List<Path> list() {
    return List.copyOf(files.keySet());
  }

  /** The files of each path that was given, or of each that a glob matches. */
  Map<Path, List<Path>> roots() {
    return roots;
  }

  /** Files of rows, by their names, that are hidden, and so are left out. */
  public List<Path> hidden() {
    return hidden;
  }

  /** Length of one of the files, in bytes. */
  public long length(Path file) {
    return files.get(file).getLen();
  }

  /** Length of all files together. */
  public long bytes() {
    return files.values().stream().mapToLong(FileStatus::getLen).sum();
  }

  /** The files with something in them; there is one at least. */
  public List<Path> nonEmpty() {
    return files.values().stream()
        .filter(file -> file.getLen() > 0)
        .map(FileStatus::getPath)
        .toList();
  }

  /** The one file, or how many there are. */
  @Override
  public String toString() {
    String first = display(files.keySet().iterator().next());
    return files.size() == 1 ? first : "%s and %d more".formatted(first, files.size() - 1);
  }

  /**
   * Makes sure that an output replaces nothing that is read.
   *
   * @param out the path of {@code --out}
   * @param inputs paths of rows; what is wrong with them is told where they are read
   * @throws ConfigurationException if the output is one of their files, however it is spelt, or a
   *     folder that holds one
   */
  public static void requireApart(String out, List<String> inputs, Configuration hadoop) {
    requireApart(out, inputs, "which is read", hadoop);
  }

  /**
   * Makes sure that an output replaces no file of a model.
   *
   * @param out the path of {@code --out}
   * @param files those of a model that is used, be they there or not
   * @throws ConfigurationException if the output is one of them, however it is spelt, or a folder
   *     that holds one
   */
  public static void requireApartFromModel(String out, List<String> files, Configuration hadoop) {
    requireApart(out, files, "a file of the model", hadoop);
  }

  private static void requireApart(
      String out, List<String> inputs, String what, Configuration hadoop) {
    Path named = HadoopPaths.path("--out", out);
    try {
      if (!HadoopPaths.connect(named, hadoop).exists(named)) {
        return;
      }
      Path target = HadoopPaths.real(named, hadoop);
      for (String input : inputs) {
        for (Path file : listed(input, hadoop)) {
          Path read = HadoopPaths.real(file, hadoop);
          if (HadoopPaths.isWithin(read, target)) {
            throw new ConfigurationException(
                "--out %s would replace %s, %s; name another place"
                    .formatted(out, display(read), what));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + out + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> listed(String input, Configuration hadoop) {
    try {
      return find(List.of(input), hadoop).list();
    } catch (ConfigurationException | DataException e) {
      return List.of();
    }
  }

  /** A path that Spark does not take for a glob. */
  static String literal(Path path) {
    return path.toString().replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
  }

  /** A path as users write it: local ones without their scheme. */
  public static String display(Path path) {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file") ? path.toUri().getPath() : path.toString();
  }
}
