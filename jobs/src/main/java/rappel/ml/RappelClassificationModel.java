package rappel.ml;

import io.rappel.jobs.output.Json;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.Model;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import rappel.ml.frame.ClassCells;
import rappel.ml.frame.Probabilities;
import rappel.ml.frame.Schemas;
import rappel.ml.model.ModelReader;
import rappel.ml.model.ModelSize;
import rappel.ml.model.ModelState;
import rappel.ml.model.RappelModel;
import rappel.ml.model.Scoring;
import rappel.ml.model.SummaryFile;
import rappel.ml.param.ClassParams;
import rappel.ml.param.PendingUid;
import rappel.ml.param.Settings;
import scala.Option;
import scala.Tuple3;

/**
 * A network that tells classes apart. Saved, it has the files of {@code rappel train}, and models
 * of that can be loaded.
 */
public final class RappelClassificationModel
    extends ProbabilisticClassificationModel<Vector, RappelClassificationModel>
    implements ClassParams, RappelModel<RappelClassificationSummary> {

  private static final long serialVersionUID = 1L;

  private final ModelState<RappelClassificationSummary> state;

  /** Without a network, as Spark Connect makes it where it has one already. */
  public RappelClassificationModel() {
    this(PendingUid.random("rappelClassifier"), null);
  }

  /** The same under a name. */
  public RappelClassificationModel(String uid) {
    this(PendingUid.of(uid), null);
  }

  RappelClassificationModel(String uid, Model model) {
    this(PendingUid.of(uid), model);
  }

  private RappelClassificationModel(PendingUid pending, Model model) {
    this.state = new ModelState<>(this, pending, model);
    Settings.setDefaults(this);
  }

  @Override
  public ModelState<RappelClassificationSummary> state() {
    return state;
  }

  // PySpark's gateway sees what a class or its superclass declares, and no default of an interface.

  @Override
  public String uid() {
    return RappelModel.super.uid();
  }

  @Override
  public MLWriter write() {
    return RappelModel.super.write();
  }

  @Override
  public boolean hasSummary() {
    return RappelModel.super.hasSummary();
  }

  @Override
  public RappelClassificationSummary summary() {
    return RappelModel.super.summary();
  }

  @Override
  public String weightsSha256() {
    return RappelModel.super.weightsSha256();
  }

  /** Sets {@link #predictedLabelCol}. */
  public RappelClassificationModel setPredictedLabelCol(String value) {
    set(predictedLabelCol(), value);
    return this;
  }

  /** The classes' texts, in the order of their indices. */
  public String[] labels() {
    return network().schema().classes().toArray(String[]::new);
  }

  /**
   * Gives a label column the indices that {@code prediction} has, in a column more, for evaluators:
   * its name is the label's with {@code Index} behind it.
   */
  public StringIndexerModel labelIndexer() {
    return new StringIndexerModel(labels())
        .setInputCol(getLabelCol())
        .setOutputCol(getLabelCol() + "Index");
  }

  /** All weights and biases, layer by layer, in the order that MLlib's perceptron has. */
  public Vector weights() {
    return Vectors.dense(network().parameters().clone());
  }

  @Override
  public int numClasses() {
    return network().schema().classes().size();
  }

  @Override
  public int numFeatures() {
    return state.features();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Schemas.requireFeatures(schema, this);
    return Schemas.withClasses(schema, this, Schemas.name(this, predictedLabelCol()), labels());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    boolean labelled = !Schemas.name(this, predictedLabelCol()).isEmpty();
    if (dataset.isStreaming()) {
      Schemas.requireStreamed(dataset.schema(), this);
      return labelled ? withLabel(super.transform(dataset)) : super.transform(dataset);
    }
    ClassCells cells =
        new ClassCells(
            !getRawPredictionCol().isEmpty(),
            !getProbabilityCol().isEmpty(),
            !getPredictionCol().isEmpty(),
            labelled ? labels() : null,
            checkedThresholds());
    return Scoring.transform(this, dataset, schema, cells);
  }

  /** Spark's own way knows the index of a class alone. */
  private Dataset<Row> withLabel(Dataset<Row> scored) {
    if (getPredictionCol().isEmpty()) {
      throw new IllegalArgumentException(
          "predictedLabelCol of a stream is found by predictionCol: give it a name, too");
    }
    Column[] labels = Stream.of(labels()).map(functions::lit).toArray(Column[]::new);
    Column place = scored.col(getPredictionCol()).cast(DataTypes.IntegerType).plus(1);
    return scored.withColumn(
        getOrDefault(predictedLabelCol()), functions.element_at(functions.array(labels), place));
  }

  /** The thresholds; null: there are none. */
  private double[] checkedThresholds() {
    if (!isDefined(thresholds())) {
      return null;
    }
    double[] thresholds = getThresholds();
    if (thresholds.length != numClasses()) {
      throw new IllegalArgumentException(
          "there are %d thresholds for %d classes".formatted(thresholds.length, numClasses()));
    }
    return thresholds;
  }

  /** The natural logarithms of the classes' probabilities. */
  @Override
  public Vector predictRaw(Vector features) {
    return Vectors.dense(Probabilities.raw(state.predict(features, this)));
  }

  @Override
  public Vector raw2probabilityInPlace(Vector raw) {
    double[] values = ((DenseVector) raw).values();
    for (int k = 0; k < values.length; k++) {
      values[k] = Math.exp(values[k]);
    }
    return raw;
  }

  /** Metrics of the model on rows with labels. */
  public RappelClassificationSummary evaluate(Dataset<?> dataset) {
    return new RappelClassificationSummary(this, dataset, new double[0], 0);
  }

  RappelClassificationModel summarized(Dataset<?> dataset, double[] losses, int epochs) {
    trainingSummary_$eq(
        Option.apply(new RappelClassificationSummary(this, dataset, losses, epochs)));
    return this;
  }

  /** Takes the summary back. */
  public void loadSummary(String path, Dataset<Row> dataset) {
    SummaryFile.Losses found = SummaryFile.read(path);
    summarized(dataset, found.losses(), found.epochs());
  }

  /** Bytes of the model in memory. */
  public long estimatedSize() {
    return ModelSize.of(network());
  }

  @Override
  public RappelClassificationModel copy(ParamMap extra) {
    RappelClassificationModel copy =
        copyValues(new RappelClassificationModel(uid(), network()), extra);
    copy.trainingSummary_$eq(trainingSummary());
    return copy.setParent(parent());
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Tuple3 findSummaryModel() {
    return new Tuple3(this, getProbabilityCol(), getPredictionCol());
  }

  /** Reads a model that was saved, or a directory of {@code rappel train}. */
  public static MLReader<RappelClassificationModel> read() {
    return new ModelReader<>(
        Task.CLASSIFICATION, (uid, model) -> new RappelClassificationModel(uid, model));
  }

  /** Reads a model that was saved, or a directory of {@code rappel train}. */
  public static RappelClassificationModel load(String path) {
    return read().load(path);
  }

  /** Sentences of the model, in a form that Python reads: Spark Connect lets it pass. */
  @Override
  public String toString() {
    return network() == null
        ? "RappelClassificationModel: uid=" + uid()
        : "RappelClassificationModel: uid=%s, numClasses=%d, numFeatures=%d, labels=%s, weightsSha256=%s"
            .formatted(
                uid(),
                numClasses(),
                numFeatures(),
                Json.line(network().schema().classes()),
                weightsSha256());
  }
}
