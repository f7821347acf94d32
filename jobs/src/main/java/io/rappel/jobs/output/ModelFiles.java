package io.rappel.jobs.output;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Models on any Hadoop file system. */
public final class ModelFiles {

  private ModelFiles() {}

  /**
   * Writes a model's files into a directory.
   *
   * @return the SHA-256 of the weights' file
   */
  public static String write(Model model, FileSystem files, Path directory) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the model of a finished run.
   *
   * @throws DataException if the directory is none of a finished run, or its files are not as they
   *     were written
   */
  public static Model read(String text, Configuration configuration) throws IOException {
    Path directory = HadoopPaths.path("--model", text);
    FileSystem files = HadoopPaths.fileSystem(directory, configuration);
    if (!files.exists(directory)) {
      throw new DataException("--model " + text + " does not exist");
    }
    checkFinished(text, files, directory);
    throw new UnsupportedOperationException();
  }

  private static void checkFinished(String text, FileSystem files, Path directory)
      throws IOException {
    Path status = new Path(directory, RunStatus.FILE);
    if (!files.exists(status)) {
      throw new DataException(
          "--model %s is no finished model: it has no %s".formatted(text, RunStatus.FILE));
    }
    Object code = Json.read(HadoopPaths.read(files, status), Map.class).get("exit_code");
    if (!Integer.valueOf(0).equals(code)) {
      throw new DataException(
          "--model %s holds no model: its run ended with exit code %s".formatted(text, code));
    }
  }
}
