package rappel.ml;

import io.rappel.trainer.data.Task;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import rappel.ml.fit.Fit;
import rappel.ml.frame.Schemas;
import rappel.ml.model.ModelSize;
import rappel.ml.param.ParamSet;
import rappel.ml.param.PendingUid;
import rappel.ml.param.RappelSetters;
import rappel.ml.param.Settings;
import rappel.ml.param.Wording;

/**
 * Learns numbers. The same rows and settings give the weights that {@code rappel train} gives, bit
 * for bit.
 */
public final class RappelRegressor extends Regressor<Vector, RappelRegressor, RappelRegressionModel>
    implements RappelSetters<RappelRegressor>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final ParamSet params;

  public RappelRegressor() {
    this(PendingUid.random("rappelRegressor"));
  }

  public RappelRegressor(String uid) {
    this(PendingUid.of(uid));
  }

  private RappelRegressor(PendingUid pending) {
    this.params = new ParamSet(this, pending);
    Settings.setDefaults(this);
  }

  @Override
  public ParamSet paramSet() {
    return params;
  }

  // PySpark's gateway sees what a class or its superclass declares, and no default of an interface.

  @Override
  public String uid() {
    return RappelSetters.super.uid();
  }

  @Override
  public MLWriter write() {
    return DefaultParamsWritable.super.write();
  }

  @Override
  public RappelRegressionModel fit(Dataset<?> dataset) {
    return train(dataset);
  }

  @Override
  public RappelRegressionModel train(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return Wording.ofParams(
        this,
        () -> {
          Fit.Trained trained = Fit.train(this, dataset, Task.REGRESSION, 0);
          RappelRegressionModel model =
              copyValues(new RappelRegressionModel(uid(), trained.model()), ParamMap.empty());
          model.setParent(this);
          return model.summarized(
              new RappelTrainingSummary(trained.losses(), trained.result().epochs()));
        });
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Schemas.requireTraining(schema, this);
    return Schemas.withValue(schema, Schemas.name(this, predictionCol()));
  }

  @Override
  public RappelRegressor copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** An upper bound of the bytes of a model of these rows, for servers that hold models. */
  public long estimateModelSize(Dataset<?> dataset) {
    return ModelSize.expected(this, dataset.schema());
  }

  /** Reads an estimator that was saved. */
  public static MLReader<RappelRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator that was saved. */
  public static RappelRegressor load(String path) {
    return read().load(path);
  }
}
