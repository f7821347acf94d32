package rappel.ml;

import io.rappel.trainer.data.Task;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import rappel.ml.fit.Fit;
import rappel.ml.frame.Columns;
import rappel.ml.frame.Schemas;
import rappel.ml.model.ModelSize;
import rappel.ml.param.ClassParams;
import rappel.ml.param.ParamSet;
import rappel.ml.param.PendingUid;
import rappel.ml.param.RappelSetters;
import rappel.ml.param.Settings;
import rappel.ml.param.Wording;

/**
 * Learns classes. The label is a column of text, truths or numbers; {@code prediction} is the index
 * of a class in the model's order, in which text is sorted and numbers are too. Numbers that {@code
 * layers} or an earlier stage tell to be indices of classes are those of the model, whether or not
 * there are rows of each.
 *
 * <p>The same rows and settings give the weights that {@code rappel train} gives, bit for bit.
 */
public final class RappelClassifier
    extends ProbabilisticClassifier<Vector, RappelClassifier, RappelClassificationModel>
    implements ClassParams, RappelSetters<RappelClassifier>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final ParamSet params;

  public RappelClassifier() {
    this(PendingUid.random("rappelClassifier"));
  }

  public RappelClassifier(String uid) {
    this(PendingUid.of(uid));
  }

  private RappelClassifier(PendingUid pending) {
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

  /** Sets {@link #predictedLabelCol}. */
  public RappelClassifier setPredictedLabelCol(String value) {
    set(predictedLabelCol(), value);
    return this;
  }

  @Override
  public RappelClassificationModel fit(Dataset<?> dataset) {
    return train(dataset);
  }

  @Override
  public RappelClassificationModel train(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return Wording.ofParams(
        this,
        () -> {
          Fit.Trained trained =
              Fit.train(this, dataset, Task.CLASSIFICATION, classes(dataset.schema()));
          RappelClassificationModel model =
              copyValues(new RappelClassificationModel(uid(), trained.model()), ParamMap.empty());
          model.setParent(this);
          return model.summarized(dataset, trained.losses(), trained.result().epochs());
        });
  }

  /** As many as the label's numbers are indices of; 0: they are found in the data. */
  private int classes(StructType schema) {
    StructField label = Columns.require(schema, getLabelCol());
    if (!(label.dataType() instanceof NumericType)) {
      return 0;
    }
    return isDefined(layers())
        ? getLayers()[getLayers().length - 1]
        : Columns.values(label).orElse(0);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Schemas.requireTraining(schema, this);
    return Schemas.withClasses(
        schema, this, Schemas.name(this, predictedLabelCol()), new String[0]);
  }

  @Override
  public RappelClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** An upper bound of the bytes of a model of these rows, for servers that hold models. */
  public long estimateModelSize(Dataset<?> dataset) {
    return ModelSize.expected(this, dataset.schema());
  }

  /** Reads an estimator that was saved. */
  public static MLReader<RappelClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator that was saved. */
  public static RappelClassifier load(String path) {
    return read().load(path);
  }
}
