package io.rappel.jobs.rows;

import io.rappel.jobs.output.ClaimedPlace;
import io.rappel.jobs.output.HadoopPaths;
import io.rappel.jobs.output.LockedException;
import io.rappel.trainer.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/**
 * Where an output goes: it is made in a hidden folder beside, which one command at a time may do,
 * and renamed when complete. What it replaces is first moved aside, and back again should the
 * rename fail. Closing removes the hidden folder.
 */
final class OutputPlace implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  /** What is written. */
  enum Kind {
    CSV_FILE,
    PARQUET_FILE,
    CSV_FOLDER
  }

  private final ClaimedPlace place;
  private final FileSystem files;
  private final Path target;
  private final boolean overwrite;
  private final Kind kind;

  private OutputPlace(ClaimedPlace place, boolean overwrite, Kind kind) {
    this.place = place;
    this.files = place.files();
    this.target = place.target();
    this.overwrite = overwrite;
    this.kind = kind;
  }

  /**
   * @throws ConfigurationException if the output exists and must not be replaced, or its name is
   *     that of another format
   * @throws LockedException if another command is writing it
   */
  static OutputPlace open(String path, boolean overwrite, Configuration hadoop) throws IOException {
    Kind kind = kind(HadoopPaths.path("--out", path));
    ClaimedPlace place = ClaimedPlace.take("--out", path, hadoop);
    OutputPlace output = new OutputPlace(place, overwrite, kind);
    try {
      output.requireReplaceable(output.target);
      output.files.mkdirs(place.staging());
      return output;
    } catch (IOException | RuntimeException e) {
      place.close();
      throw e;
    }
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

  /** Looks at the output, or at what has just been moved away from there. */
  private void requireReplaceable(Path path) throws IOException {
    if (!files.exists(path)) {
      return;
    }
    if (!overwrite) {
      throw new ConfigurationException(
          InputFiles.display(target) + " exists already: give --overwrite to replace it");
    }
    if (files.getFileStatus(path).isDirectory()) {
      requireOnlyParts(path);
    } else if (!HadoopPaths.isRegularFile(files, path)) {
      throw new ConfigurationException(
          InputFiles.display(target) + " is no file that could be replaced");
    }
  }

  private void requireOnlyParts(Path folder) throws IOException {
    for (FileStatus child : files.listStatus(folder)) {
      if (child.isDirectory() || !child.getPath().getName().matches("(part-|_|\\.).*")) {
        throw new ConfigurationException(
            "%s holds '%s', which is no prediction, and is not replaced"
                .formatted(InputFiles.display(target), child.getPath().getName()));
      }
    }
  }

  Kind kind() {
    return kind;
  }

  /** A path in the hidden folder. */
  Path staged(String name) {
    return new Path(place.staging(), name);
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

  /**
   * Gives something in the hidden folder the output's name.
   *
   * @throws LockedException if something is there by now that must not be replaced
   */
  void publish(Path complete) throws IOException {
    place.confirm();
    Path replaced = staged("replaced");
    try {
      moveAside(replaced);
      HadoopPaths.moveToNew(files, complete, target);
    } catch (ConfigurationException | FileAlreadyExistsException e) {
      putBack(replaced);
      throw new LockedException(
          InputFiles.display(target)
              + " was written by another in the meantime, and is left as it is");
    } catch (IOException e) {
      putBack(replaced);
      throw e;
    }
  }

  private void moveAside(Path replaced) throws IOException {
    if (!files.exists(target)) {
      return;
    }
    if (!overwrite) {
      throw new FileAlreadyExistsException(InputFiles.display(target));
    }
    HadoopPaths.moveToNew(files, target, replaced);
    requireReplaceable(replaced);
    files.delete(new Path(target.getParent(), "." + target.getName() + ".crc"), false);
  }

  private void putBack(Path replaced) throws IOException {
    if (files.exists(replaced) && !files.exists(target)) {
      HadoopPaths.moveToNew(files, replaced, target);
    }
  }

  @Override
  public void close() throws IOException {
    place.close();
  }
}
