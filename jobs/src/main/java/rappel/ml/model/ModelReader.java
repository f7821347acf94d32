package rappel.ml.model;

import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import rappel.ml.frame.Columns;
import rappel.ml.param.RappelParams;
import rappel.ml.param.SparkLine;
import rappel.ml.param.Wording;
import scala.Option;

/** Reads models that were saved as stages, or that {@code rappel train} has left. */
public final class ModelReader<M extends PredictionModel<Vector, M> & RappelParams>
    extends MLReader<M> {

  private final Task task;
  private final BiFunction<String, Model, M> stage;

  /**
   * @param task of the models
   * @param stage makes a model of a uid and a network
   */
  public ModelReader(Task task, BiFunction<String, Model, M> stage) {
    this.task = task;
    this.stage = stage;
  }

  @Override
  public M load(String path) {
    Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
    try {
      Path directory = SavedPlace.of(path, hadoop);
      Model model = Wording.ofParams(() -> network(directory, hadoop));
      if (model.schema().task() != task) {
        throw new ConfigurationException(
            "the model in %s is one of %s, not of %s".formatted(path, model.schema().task(), task));
      }
      requireOneLabel(path, model.schema().labels());
      return HadoopPaths.fileSystem(directory, hadoop)
              .exists(new Path(directory, SavedPlace.METADATA))
          ? saved(path, model)
          : ofCommand(model);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  private static void requireOneLabel(String path, List<String> labels) {
    if (labels.size() > 1) {
      throw new ConfigurationException(
          "the model in %s has the labels %s, and a stage predicts one: 'rappel predict' gives all of them"
              .formatted(path, String.join(", ", labels)));
    }
  }

  public static Model network(Path directory, Configuration hadoop) {
    try {
      return ModelFiles.read(directory.toString(), hadoop, ModelUse.PREDICT, null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
    }
  }

  private M saved(String path, Model model) {
    DefaultParamsReader.Metadata metadata = SparkLine.metadata(path, sparkSession());
    M loaded = stage.apply(metadata.uid(), model);
    metadata.getAndSetParams(loaded, Option.empty());
    return loaded;
  }

  /** A model of the command: it is applied to the columns that it was trained on. */
  private M ofCommand(Model model) {
    M loaded = stage.apply(Identifiable.randomUID("rappel"), model);
    String array = Columns.array(model.schema().features());
    if (array == null) {
      loaded.set(loaded.featuresCols(), Columns.of(model.schema().features()));
    } else {
      loaded.set(loaded.featuresCol(), array);
    }
    loaded.set(loaded.labelCol(), model.schema().labels().get(0));
    return loaded;
  }
}
