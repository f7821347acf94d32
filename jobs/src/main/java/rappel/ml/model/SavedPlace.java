package rappel.ml.model;

import io.rappel.jobs.output.files.HadoopPaths;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Where a saved stage lies. */
public final class SavedPlace {

  static final String METADATA = "metadata";

  private SavedPlace() {}

  /**
   * The directory of a path. A server of Spark Connect puts models away in local files whatever the
   * default file system is: its metadata tell where that is.
   */
  public static Path of(String path, Configuration hadoop) throws IOException {
    Path given = new Path(path);
    if (given.toUri().getScheme() == null
        && !HadoopPaths.fileSystem(given, hadoop).exists(new Path(given, METADATA))
        && Files.exists(java.nio.file.Path.of(path, METADATA))) {
      return new Path(java.nio.file.Path.of(path).toUri());
    }
    return given;
  }
}
