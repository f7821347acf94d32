package rappel.ml;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * A network that predicts numbers. Saved, it has the files of {@code rappel train}, and models of
 * that with one label can be loaded.
 */
public final class RappelRegressionModel extends RegressionModel<Vector, RappelRegressionModel>
    implements RappelParams, MLWritable, HasTrainingSummary<RappelTrainingSummary> {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamSet params;
  private final Model model;
  private transient Option<RappelTrainingSummary> trainingSummary;
  private transient OneRow oneRow;

  /** Without a network, as Spark Connect makes it where it has one already. */
  public RappelRegressionModel() {
    this(PendingUid.random("rappelRegressor"), null);
  }

  /** The same under a name. */
  public RappelRegressionModel(String uid) {
    this(PendingUid.of(uid), null);
  }

  RappelRegressionModel(String uid, Model model) {
    this(PendingUid.of(uid), model);
  }

  private RappelRegressionModel(PendingUid pending, Model model) {
    this.uid = pending.taken();
    this.params = new ParamSet(this);
    this.model = model;
    Settings.setDefaults(this);
  }

  @Override
  public String uid() {
    return uid == null ? PendingUid.current() : uid;
  }

  @Override
  public ParamSet paramSet() {
    return params;
  }

  /** The network with all that its use needs. */
  public Model network() {
    return model;
  }

  /** The SHA-256 of the weights' file, the same as in {@code metrics.json} of {@code train}. */
  public String weightsSha256() {
    return ModelFormat.weightsSha256(model);
  }

  @Override
  public int numFeatures() {
    return model == null ? -1 : model.schema().features().size();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Schemas.requireFeatures(schema, this, getFeaturesCol());
    return Schemas.withValue(schema, Schemas.name(this, predictionCol()));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    if (dataset.isStreaming()) {
      return super.transform(dataset);
    }
    boolean predicted = !getPredictionCol().isEmpty();
    return Scoring.transform(
        model,
        this,
        dataset,
        getFeaturesCol(),
        schema,
        (none, values) ->
            new GenericInternalRow(predicted ? new Object[] {values[0]} : new Object[0]));
  }

  @Override
  public double predict(Vector features) {
    return oneRow().predict(features)[0];
  }

  private synchronized OneRow oneRow() {
    if (oneRow == null) {
      oneRow = new OneRow(model, Settings.of(this).config().running().blas());
    }
    return oneRow;
  }

  RappelRegressionModel summarized(RappelTrainingSummary summary) {
    trainingSummary = Option.apply(summary);
    return this;
  }

  @Override
  public Option<RappelTrainingSummary> trainingSummary() {
    return trainingSummary == null ? Option.empty() : trainingSummary;
  }

  @Override
  public void trainingSummary_$eq(Option<RappelTrainingSummary> summary) {
    trainingSummary = summary;
  }

  /** Keeps the summary in a local folder, for a server that puts models away for a while. */
  public void saveSummary(String path) {
    SummaryFile.write(path, summary());
  }

  /** Takes the summary back. */
  public void loadSummary(String path, Dataset<Row> dataset) {
    SummaryFile.Losses found = SummaryFile.read(path);
    summarized(new RappelTrainingSummary(found.losses(), found.epochs()));
  }

  /** Bytes of the model in memory. */
  public long estimatedSize() {
    return ModelSize.of(model);
  }

  @Override
  public RappelRegressionModel copy(ParamMap extra) {
    RappelRegressionModel copy = copyValues(new RappelRegressionModel(uid, model), extra);
    copy.trainingSummary = trainingSummary;
    return copy.setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this, model);
  }

  /** Reads a model that was saved, or a directory of {@code rappel train}. */
  public static MLReader<RappelRegressionModel> read() {
    return new ModelReader<>(
        Task.REGRESSION, (uid, model) -> new RappelRegressionModel(uid, model));
  }

  /** Reads a model that was saved, or a directory of {@code rappel train}. */
  public static RappelRegressionModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return model == null
        ? "RappelRegressionModel: uid=" + uid
        : "RappelRegressionModel: uid=%s, numFeatures=%d, weightsSha256=%s"
            .formatted(uid, numFeatures(), weightsSha256());
  }
}
