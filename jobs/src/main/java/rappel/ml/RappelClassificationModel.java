package rappel.ml;

import io.rappel.jobs.output.Json;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple3;

/**
 * A network that tells classes apart. Saved, it has the files of {@code rappel train}, and models
 * of that can be loaded.
 */
public final class RappelClassificationModel
    extends ProbabilisticClassificationModel<Vector, RappelClassificationModel>
    implements RappelParams, MLWritable, HasTrainingSummary<RappelClassificationSummary> {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamSet params;
  private final Param<String> predictedLabelCol;
  private final Model model;
  private transient Option<RappelClassificationSummary> trainingSummary;
  private transient OneRow oneRow;

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
    this.uid = pending.taken();
    this.params = new ParamSet(this);
    this.predictedLabelCol = predictedLabelCol(this);
    this.model = model;
    Settings.setDefaults(this);
  }

  static Param<String> predictedLabelCol(Identifiable owner) {
    return SparkLine.text(
        owner, "predictedLabelCol", "the column of the predicted class's text; unset: none");
  }

  @Override
  public String uid() {
    return uid == null ? PendingUid.current() : uid;
  }

  @Override
  public ParamSet paramSet() {
    return params;
  }

  /** The column that the class's text goes into; unset: none. */
  public Param<String> predictedLabelCol() {
    return predictedLabelCol;
  }

  /** The value of {@link #predictedLabelCol}. */
  public String getPredictedLabelCol() {
    return getOrDefault(predictedLabelCol);
  }

  /** Sets {@link #predictedLabelCol}. */
  public RappelClassificationModel setPredictedLabelCol(String value) {
    set(predictedLabelCol, value);
    return this;
  }

  /** The network with all that its use needs. */
  public Model network() {
    return model;
  }

  /** The classes' texts, in the order of their indices. */
  public String[] labels() {
    return model.schema().classes().toArray(String[]::new);
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

  /** The SHA-256 of the weights' file, the same as in {@code metrics.json} of {@code train}. */
  public String weightsSha256() {
    return ModelFormat.weightsSha256(model);
  }

  /** All weights and biases, layer by layer, in the order that MLlib's perceptron has. */
  public Vector weights() {
    return Vectors.dense(model.parameters().clone());
  }

  @Override
  public int numClasses() {
    return model.schema().classes().size();
  }

  @Override
  public int numFeatures() {
    return model == null ? -1 : model.schema().features().size();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Schemas.requireFeatures(schema, this, getFeaturesCol());
    return Schemas.withClasses(
        schema,
        Schemas.name(this, rawPredictionCol()),
        Schemas.name(this, probabilityCol()),
        Schemas.name(this, predictionCol()),
        Schemas.name(this, predictedLabelCol),
        labels());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    if (dataset.isStreaming()) {
      return super.transform(dataset);
    }
    boolean labelled = !Schemas.name(this, predictedLabelCol).isEmpty();
    ClassCells cells =
        new ClassCells(
            !getRawPredictionCol().isEmpty(),
            !getProbabilityCol().isEmpty(),
            !getPredictionCol().isEmpty(),
            labelled ? labels() : null,
            checkedThresholds());
    return Scoring.transform(model, this, dataset, getFeaturesCol(), schema, cells);
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

  private synchronized OneRow oneRow() {
    if (oneRow == null) {
      oneRow = new OneRow(model, Settings.of(this).config().running().blas());
    }
    return oneRow;
  }

  /** The natural logarithms of the classes' probabilities. */
  @Override
  public Vector predictRaw(Vector features) {
    return Vectors.dense(Probabilities.raw(oneRow().predict(features)));
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
    return RappelClassificationSummary.of(this, dataset, new double[0], 0);
  }

  RappelClassificationModel summarized(Dataset<?> dataset, double[] losses, int epochs) {
    trainingSummary = Option.apply(RappelClassificationSummary.of(this, dataset, losses, epochs));
    return this;
  }

  @Override
  public Option<RappelClassificationSummary> trainingSummary() {
    return trainingSummary == null ? Option.empty() : trainingSummary;
  }

  @Override
  public void trainingSummary_$eq(Option<RappelClassificationSummary> summary) {
    trainingSummary = summary;
  }

  /** Keeps the summary in a local folder, for a server that puts models away for a while. */
  public void saveSummary(String path) {
    SummaryFile.write(path, summary());
  }

  /** Takes the summary back. */
  public void loadSummary(String path, Dataset<Row> dataset) {
    SummaryFile.Losses found = SummaryFile.read(path);
    summarized(dataset, found.losses(), found.epochs());
  }

  /** Bytes of the model in memory. */
  public long estimatedSize() {
    return ModelSize.of(model);
  }

  @Override
  public RappelClassificationModel copy(ParamMap extra) {
    RappelClassificationModel copy = copyValues(new RappelClassificationModel(uid, model), extra);
    copy.trainingSummary = trainingSummary;
    return copy.setParent(parent());
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Tuple3 findSummaryModel() {
    return new Tuple3(this, getProbabilityCol(), getPredictionCol());
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this, model);
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
    return model == null
        ? "RappelClassificationModel: uid=" + uid
        : "RappelClassificationModel: uid=%s, numClasses=%d, numFeatures=%d, labels=%s, weightsSha256=%s"
            .formatted(
                uid,
                numClasses(),
                numFeatures(),
                Json.line(model.schema().classes()),
                weightsSha256());
  }
}
