package io.rappel.jobs.rows.predict;

import io.rappel.jobs.output.files.ClaimedPlace;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.output.files.LockedException;
import io.rappel.jobs.output.files.Replacement;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/**
 * Where an output goes: it is made in a hidden folder beside, which one command at a time may do,
 * and takes the output's name when complete. Closing removes the hidden folder.
 */
public final class OutputPlace implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final ClaimedPlace place;
  private final FileSystem files;
  private final Path target;
  private final boolean overwrite;
  private final Replacement replacement;

  private OutputPlace(ClaimedPlace place, boolean overwrite) {
    this.place = place;
    this.files = place.files();
    this.target = place.target();
    this.overwrite = overwrite;
    this.replacement = new Replacement(place);
  }

  /**
   * @throws ConfigurationException if the output exists and must not be replaced
   * @throws LockedException if another command is writing it
   */
  static OutputPlace open(String path, boolean overwrite, Configuration hadoop) throws IOException {
    ClaimedPlace place = ClaimedPlace.take("--out", path, hadoop);
    OutputPlace output = new OutputPlace(place, overwrite);
    try {
      output.replacement.recover(output.target);
      output.requireReplaceable(output.target);
      output.files.mkdirs(place.staging());
      return output;
    } catch (IOException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  /**
   * @throws ConfigurationException if the output exists and must not be replaced
   */
  public static void requireFree(String path, boolean overwrite, Configuration hadoop) {
    Path target = HadoopPaths.path("--out", path);
    try {
      FileSystem files = HadoopPaths.connect(target, hadoop);
      if (!overwrite && files.exists(target)) {
        throw exists(files.makeQualified(target));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  private static ConfigurationException exists(Path target) {
    return new ConfigurationException(
        InputFiles.display(target) + " exists already: give --overwrite to replace it");
  }

  /** Looks at the output, or at what has just been moved away from there. */
  private void requireReplaceable(Path path) throws IOException {
    if (!files.exists(path)) {
      return;
    }
    if (!overwrite) {
      throw exists(target);
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

  /**
   * Joins parts with equal columns into one file, in order: their groups of rows are copied as they
   * are.
   */
  Path joinParquet(Path parts) throws IOException {
    Path joined = staged("joined");
    ParquetJoin.join(parts(parts), joined, files.getConf());
    return joined;
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
    try {
      replacement.put(complete, this::requireReplaceable);
    } catch (ConfigurationException | FileAlreadyExistsException e) {
      throw new LockedException(
          InputFiles.display(target)
              + " was written by another in the meantime, and is left as it is");
    }
    files.delete(new Path(target.getParent(), "." + target.getName() + ".crc"), false);
    replacement.end();
  }

  @Override
  public void close() throws IOException {
    place.close();
  }
}
