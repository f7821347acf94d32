package rappel.ml.model;

import io.rappel.jobs.outcome.Outcome;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.RunStatus;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/**
 * Writes a model: Spark's folder of {@code metadata}, and beside it the files that {@code rappel
 * train} leaves, so that the commands can read the directory.
 */
public final class ModelWriter extends MLWriter {

  private final Params stage;
  private final Model model;

  ModelWriter(Params stage, Model model) {
    this.stage = stage;
    this.model = model;
  }

  @Override
  public void saveImpl(String path) {
    new DefaultParamsWriter(stage).saveImpl(path);
    writeNetwork(model, stage.uid(), path, sparkSession().sparkContext().hadoopConfiguration());
  }

  /** Writes the files of {@code train} into a directory with Spark's metadata. */
  public static void writeNetwork(
      Model model, String uid, String path, org.apache.hadoop.conf.Configuration hadoop) {
    try {
      Path directory = SavedPlace.of(path, hadoop);
      ModelFiles.writeFinished(
          model,
          new RunStatus(Outcome.DONE, "saved as a stage of a pipeline"),
          uid,
          HadoopPaths.fileSystem(directory, hadoop),
          directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
    }
  }
}
