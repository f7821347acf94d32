package io.rappel.jobs.output;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.model.file.ModelDirectory;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** Models on any Hadoop file system. */
public final class ModelFiles {

  private ModelFiles() {}

  /**
   * Writes a model's files into a directory.
   *
   * @return the SHA-256 of the weights' file
   */
  public static String write(Model model, FileSystem files, Path directory) {
    return ModelFormat.write(model, new HadoopModelDirectory(files, directory));
  }

  /**
   * Writes a finished model's files into a directory, the status last.
   *
   * @param run the id of the run that has made it
   */
  public static void writeFinished(
      Model model, RunStatus status, String run, FileSystem files, Path directory)
      throws IOException {
    files.mkdirs(directory);
    write(model, files, directory);
    HadoopPaths.write(files, new Path(directory, RunStatus.FILE), status.json(run));
  }

  /**
   * Reads the model of a finished run, and replays its golden rows.
   *
   * @param use what for
   * @param blas who multiplies; null: the fastest to be had
   * @throws io.rappel.trainer.model.file.ModelFormatException also if the model gives something
   *     else for them than what is stored
   */
  public static Model read(String text, Configuration configuration, ModelUse use, BlasKind blas)
      throws IOException {
    Model model = read(text, configuration, use);
    if (!model.golden().rows().isEmpty()) {
      model.golden().replay(model, blas, use.named(text));
    }
    return model;
  }

  /**
   * Reads the model of a finished run.
   *
   * @param use what for
   * @throws io.rappel.trainer.config.ConfigurationException if it is too large for the memory
   * @throws DataException if there is no such directory
   * @throws io.rappel.trainer.model.file.ModelFormatException if the directory is none of a
   *     finished run, or its files are not as they were written
   */
  public static Model read(String text, Configuration configuration, ModelUse use)
      throws IOException {
    Path directory = HadoopPaths.path(use.option(), text);
    FileSystem files = HadoopPaths.fileSystem(directory, configuration);
    requireThere(use.named(text), files, directory);
    SparkStage.requireNoPipeline(use.option(), text, files, directory);
    return ModelFormat.load(
        new HadoopModelDirectory(files, directory),
        parameters -> use.require(text, parameters, Runtime.getRuntime().maxMemory()));
  }

  /** The files that a run leaves in a directory, be they there or not. */
  public static List<String> named(String directory) {
    return Stream.of(
            ModelDirectory.MODEL_FILE,
            ModelFormat.WEIGHTS_FILE,
            RunStatus.FILE,
            RunDirectory.METRICS,
            RunDirectory.HISTORY,
            RunDirectory.REPORT)
        .map(file -> directory + "/" + file)
        .toList();
  }

  private static void requireThere(String named, FileSystem files, Path directory)
      throws IOException {
    try {
      if (!HadoopPaths.exists(files, directory)) {
        throw new DataException(named + " does not exist");
      }
    } catch (AccessControlException e) {
      throw new DataException(named + " cannot be read: " + e.getMessage());
    }
  }
}
