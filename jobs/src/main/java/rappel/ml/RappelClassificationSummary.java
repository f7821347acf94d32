package rappel.ml;

import io.rappel.trainer.model.DataSchema;
import org.apache.spark.ml.classification.ClassificationSummary;
import org.apache.spark.ml.classification.TrainingSummary;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import rappel.ml.model.ServerSummary;

/**
 * How a training of classes went, and MLlib's metrics of its rows, computed where they are asked
 * for. Labels that are no indices of classes have theirs in a column more.
 */
public final class RappelClassificationSummary
    implements ServerSummary, ClassificationSummary, TrainingSummary {

  private static final long serialVersionUID = 1L;

  private static final String WEIGHT = "__weight";

  private final transient Dataset<Row> predictions;
  private final String predictionCol;
  private final String labelCol;
  private final String weightCol;
  private final double[] losses;
  private final int epochs;
  private transient MulticlassMetrics metrics;

  private RappelClassificationSummary(
      Dataset<Row> predictions,
      String predictionCol,
      String labelCol,
      String weightCol,
      double[] losses,
      int epochs) {
    this.predictions = predictions;
    this.predictionCol = predictionCol;
    this.labelCol = labelCol;
    this.weightCol = weightCol;
    this.losses = losses.clone();
    this.epochs = epochs;
  }

  static RappelClassificationSummary of(
      RappelClassificationModel model, Dataset<?> dataset, double[] losses, int epochs) {
    RappelClassificationModel scoring = model;
    if (model.getPredictionCol().isEmpty()) {
      scoring = model.copy(new org.apache.spark.ml.param.ParamMap());
      scoring.setPredictionCol("prediction_" + model.uid());
    }
    Dataset<Row> predictions = scoring.transform(dataset);
    String label = model.getLabelCol();
    if (!areIndices(model.network().schema())) {
      predictions = model.labelIndexer().transform(predictions);
      label = model.labelIndexer().getOutputCol();
    }
    boolean weighted = model.isDefined(model.weightCol()) && !model.getWeightCol().isEmpty();
    String weight = weighted ? model.getWeightCol() : WEIGHT;
    if (!weighted) {
      predictions = predictions.withColumn(WEIGHT, functions.lit(1.0));
    }
    return new RappelClassificationSummary(
        predictions, scoring.getPredictionCol(), label, weight, losses, epochs);
  }

  /** Whether the label's numbers are those of the predictions. */
  private static boolean areIndices(DataSchema schema) {
    for (int k = 0; k < schema.classes().size(); k++) {
      if (!schema.classes().get(k).equals(Integer.toString(k))) {
        return false;
      }
    }
    return schema.numericClasses();
  }

  @Override
  public Dataset<Row> predictions() {
    return predictions;
  }

  @Override
  public String predictionCol() {
    return predictionCol;
  }

  @Override
  public String labelCol() {
    return labelCol;
  }

  @Override
  public String weightCol() {
    return weightCol;
  }

  /** The objective of each epoch: the mean over its steps of loss plus penalty. */
  @Override
  public double[] objectiveHistory() {
    return losses.clone();
  }

  /** Epochs that were made. */
  @Override
  public int totalIterations() {
    return epochs;
  }

  /** MLlib's own metrics, made when they are first asked for. */
  @Override
  public synchronized MulticlassMetrics
      org$apache$spark$ml$classification$ClassificationSummary$$multiclassMetrics() {
    if (metrics == null) {
      metrics =
          new MulticlassMetrics(
              predictions.select(
                  functions.col(predictionCol),
                  functions.col(labelCol).cast(DataTypes.DoubleType),
                  functions.col(weightCol).cast(DataTypes.DoubleType)));
    }
    return metrics;
  }

  @Override
  public void
      org$apache$spark$ml$classification$ClassificationSummary$_setter_$org$apache$spark$ml$classification$ClassificationSummary$$multiclassMetrics_$eq(
          MulticlassMetrics made) {
    metrics = made;
  }
}
