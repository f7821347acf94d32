package rappel.ml;

import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import rappel.ml.frame.ClassCells;
import rappel.ml.frame.Columns;
import rappel.ml.frame.Schemas;
import rappel.ml.model.ModelReader;
import rappel.ml.model.ModelSize;
import rappel.ml.model.ModelWriter;
import rappel.ml.model.SavedPlace;
import rappel.ml.model.Scoring;
import rappel.ml.param.SparkLine;
import scala.Option;

/**
 * A model of MLlib's multilayer perceptron that Rappel has trained, and that predicts in blocks.
 * Saved, its directory can be loaded as a model of MLlib's as well, and read by Rappel's commands.
 */
public final class PerceptronModel extends MultilayerPerceptronClassificationModel {

  private static final long serialVersionUID = 1L;

  private final Model model;

  /** Without a network, as Spark makes it to learn of the class. */
  public PerceptronModel() {
    this("mlpc");
  }

  /** The same under a name. */
  public PerceptronModel(String uid) {
    this(uid, Vectors.dense(new double[0]), null);
  }

  PerceptronModel(String uid, Vector weights, Model model) {
    super(uid, weights);
    this.model = model;
  }

  /** The network with all that its use needs. */
  public Model network() {
    return model;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.requireVector(schema, getFeaturesCol());
    return Schemas.withClasses(schema, this, "", model.schema().classes().toArray(String[]::new));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    if (dataset.isStreaming()) {
      return super.transform(dataset);
    }
    ClassCells cells =
        new ClassCells(
            !getRawPredictionCol().isEmpty(),
            !getProbabilityCol().isEmpty(),
            !getPredictionCol().isEmpty(),
            null,
            isDefined(thresholds()) ? getThresholds() : null);
    return Scoring.transform(model, (BlasKind) null, dataset, getFeaturesCol(), schema, cells);
  }

  @Override
  public PerceptronModel copy(ParamMap extra) {
    PerceptronModel copy = copyValues(new PerceptronModel(uid(), weights(), model), extra);
    copy.trainingSummary_$eq(trainingSummary());
    copy.setParent(parent());
    return copy;
  }

  /** Bytes of the model in memory. */
  public long estimatedSize() {
    return ModelSize.of(model);
  }

  /** MLlib's own model of the same weights. */
  private MultilayerPerceptronClassificationModel mllibs() {
    return copyValues(
        new MultilayerPerceptronClassificationModel(uid(), weights()), ParamMap.empty());
  }

  @Override
  public MLWriter write() {
    return new Writer();
  }

  @Override
  public String toString() {
    return super.toString() + ", trained by Rappel, weightsSha256=" + weightsSha256();
  }

  /** The SHA-256 of the weights' file. */
  public String weightsSha256() {
    return ModelFormat.weightsSha256(model);
  }

  /** Reads a model that was saved. */
  public static MLReader<MultilayerPerceptronClassificationModel> read() {
    return new Reader();
  }

  /** Reads a model that was saved. */
  public static PerceptronModel load(String path) {
    return (PerceptronModel) read().load(path);
  }

  private static final class Reader extends MLReader<MultilayerPerceptronClassificationModel> {
    @Override
    public PerceptronModel load(String path) {
      Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
      try {
        Model model = ModelReader.network(SavedPlace.of(path, hadoop), hadoop);
        DefaultParamsReader.Metadata metadata = SparkLine.metadata(path, sparkSession());
        PerceptronModel loaded =
            new PerceptronModel(metadata.uid(), Vectors.dense(model.parameters()), model);
        metadata.getAndSetParams(loaded, Option.empty());
        return loaded;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
      }
    }
  }

  private final class Writer extends MLWriter {
    @Override
    public void saveImpl(String path) {
      Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
      mllibs().write().saveImpl(path);
      ModelWriter.writeNetwork(model, uid(), path, hadoop);
    }
  }
}
