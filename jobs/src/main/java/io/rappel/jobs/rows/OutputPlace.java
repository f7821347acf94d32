package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/**
 * Where an output goes: it is made in a hidden folder beside, and renamed when complete. What it
 * replaces is first moved aside, and back again should the rename fail. Closing removes the hidden
 * folder.
 */
final class OutputPlace implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  /** What is written. */
  enum Kind {
    CSV_FILE,
    PARQUET_FILE,
    CSV_FOLDER
  }

  private final FileSystem files;
  private final Path target;
  private final Path staging;
  private final Kind kind;

  private OutputPlace(FileSystem files, Path target, Kind kind) {
    this.files = files;
    this.target = target;
    this.staging = new Path(target.getParent(), "." + target.getName() + "-" + UUID.randomUUID());
    this.kind = kind;
  }

  /**
   * @throws ConfigurationException if the output exists and must not be replaced, or its name is
   *     that of another format
   */
  static OutputPlace open(String path, boolean overwrite, Configuration hadoop) throws IOException {
    Path given = new Path(path);
    FileSystem fileSystem = given.getFileSystem(hadoop);
    Path target = fileSystem.makeQualified(given);
    // The local file system would leave a hidden checksum beside each file.
    FileSystem plain =
        fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem;
    OutputPlace place = new OutputPlace(plain, target, kind(target));
    place.requireReplaceable(overwrite);
    plain.mkdirs(place.staging);
    return place;
  }

  private static Kind kind(Path target) {
    String name = target.getName().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return Kind.CSV_FILE;
    }
    if (name.endsWith(".parquet")) {
      return Kind.PARQUET_FILE;
    }
    if (RowFormat.ofName(name).isPresent()) {
      throw new ConfigurationException(
          "predictions are written to one file that ends in .csv or .parquet, or to a folder, not to "
              + InputFiles.display(target));
    }
    return Kind.CSV_FOLDER;
  }

  private void requireReplaceable(boolean overwrite) throws IOException {
    if (!files.exists(target)) {
      return;
    }
    if (!overwrite) {
      throw new ConfigurationException(
          InputFiles.display(target) + " exists already: give --overwrite to replace it");
    }
    if (files.getFileStatus(target).isDirectory()) {
      for (FileStatus child : files.listStatus(target)) {
        if (child.isDirectory() || !child.getPath().getName().matches("(part-|_|\\.).*")) {
          throw new ConfigurationException(
              "%s holds '%s', which is no prediction, and is not replaced"
                  .formatted(InputFiles.display(target), child.getPath().getName()));
        }
      }
    }
  }

  Kind kind() {
    return kind;
  }

  /** A path in the hidden folder. */
  Path staged(String name) {
    return new Path(staging, name);
  }

  /** Joins parts with equal headers into one file, in order. */
  Path joinCsv(Path parts) throws IOException {
    Path joined = staged("joined");
    try (OutputStream out = files.create(joined, true, BUFFER)) {
      boolean header = true;
      for (Path part : parts(parts)) {
        try (InputStream in = files.open(part, BUFFER)) {
          if (!header) {
            skipLine(in);
          }
          IOUtils.copyBytes(in, out, BUFFER, false);
          header = false;
        }
      }
    }
    return joined;
  }

  private static void skipLine(InputStream in) throws IOException {
    int read = in.read();
    while (read >= 0 && read != '\n') {
      read = in.read();
    }
  }

  /** The one part of a folder. */
  Path onlyPart(Path parts) throws IOException {
    List<Path> found = parts(parts);
    if (found.size() != 1) {
      throw new IOException("there are " + found.size() + " parts where one was written");
    }
    return found.get(0);
  }

  private List<Path> parts(Path folder) throws IOException {
    List<Path> parts = new ArrayList<>();
    for (FileStatus file : files.listStatus(folder)) {
      if (file.getPath().getName().startsWith("part-")) {
        parts.add(file.getPath());
      }
    }
    parts.sort(Comparator.comparingInt(OutputPlace::number).thenComparing(Path::getName));
    return parts;
  }

  /**
   * The number in {@code part-00012-….csv}, which has more than five digits where parts are many.
   */
  private static int number(Path part) {
    return Integer.parseInt(part.getName().split("-")[1]);
  }

  /** Gives something in the hidden folder the output's name. */
  void publish(Path complete) throws IOException {
    Path replaced = staged("replaced");
    boolean replaces = files.exists(target);
    if (replaces) {
      rename(target, replaced);
      files.delete(new Path(target.getParent(), "." + target.getName() + ".crc"), false);
    }
    try {
      rename(complete, target);
    } catch (IOException e) {
      if (replaces) {
        rename(replaced, target);
      }
      throw e;
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException(
          "cannot rename %s to %s".formatted(InputFiles.display(from), InputFiles.display(to)));
    }
  }

  @Override
  public void close() throws IOException {
    files.delete(staging, true);
  }
}
