package rappel.ml;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import rappel.ml.frame.Schemas;
import rappel.ml.model.ModelReader;
import rappel.ml.model.ModelSize;
import rappel.ml.model.ModelState;
import rappel.ml.model.RappelModel;
import rappel.ml.model.Scoring;
import rappel.ml.model.SummaryFile;
import rappel.ml.param.PendingUid;
import rappel.ml.param.Settings;
import scala.Option;

/**
 * A network that predicts numbers. Saved, it has the files of {@code rappel train}, and models of
 * that with one label can be loaded.
 */
public final class RappelRegressionModel extends RegressionModel<Vector, RappelRegressionModel>
    implements RappelModel<RappelTrainingSummary> {

  private static final long serialVersionUID = 1L;

  private final ModelState<RappelTrainingSummary> state;

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
    this.state = new ModelState<>(this, pending, model);
    Settings.setDefaults(this);
  }

  @Override
  public ModelState<RappelTrainingSummary> state() {
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
  public RappelTrainingSummary summary() {
    return RappelModel.super.summary();
  }

  @Override
  public String weightsSha256() {
    return RappelModel.super.weightsSha256();
  }

  @Override
  public int numFeatures() {
    return state.features();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Schemas.requireFeatures(schema, this);
    return Schemas.withValue(schema, Schemas.name(this, predictionCol()));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    if (dataset.isStreaming()) {
      Schemas.requireStreamed(dataset.schema(), this);
      return super.transform(dataset);
    }
    boolean predicted = !getPredictionCol().isEmpty();
    return Scoring.transform(
        this,
        dataset,
        schema,
        (none, values) ->
            new GenericInternalRow(predicted ? new Object[] {values[0]} : new Object[0]));
  }

  @Override
  public double predict(Vector features) {
    return state.predict(features, this)[0];
  }

  RappelRegressionModel summarized(RappelTrainingSummary summary) {
    trainingSummary_$eq(Option.apply(summary));
    return this;
  }

  /** Takes the summary back. */
  public void loadSummary(String path, Dataset<Row> dataset) {
    SummaryFile.Losses found = SummaryFile.read(path);
    summarized(new RappelTrainingSummary(found.losses(), found.epochs()));
  }

  /** Bytes of the model in memory. */
  public long estimatedSize() {
    return ModelSize.of(network());
  }

  @Override
  public RappelRegressionModel copy(ParamMap extra) {
    RappelRegressionModel copy = copyValues(new RappelRegressionModel(uid(), network()), extra);
    copy.trainingSummary_$eq(trainingSummary());
    return copy.setParent(parent());
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
    return network() == null
        ? "RappelRegressionModel: uid=" + uid()
        : "RappelRegressionModel: uid=%s, numFeatures=%d, weightsSha256=%s"
            .formatted(uid(), numFeatures(), weightsSha256());
  }
}
