package rappel.ml;

import io.rappel.trainer.model.DataSchema;
import java.util.List;
import org.apache.spark.ml.classification.ClassificationSummary;
import org.apache.spark.ml.classification.TrainingSummary;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import rappel.ml.frame.Columns;
import rappel.ml.model.ServerSummary;

/**
 * How a training of classes went, and MLlib's metrics of its rows, computed where they are asked
 * for. Labels that are no indices of classes have theirs in a column more.
 */
public final class RappelClassificationSummary
    implements ServerSummary, ClassificationSummary, TrainingSummary {

  private static final long serialVersionUID = 1L;

  private final transient RappelClassificationModel model;
  private final transient Dataset<?> dataset;
  private final String predictionCol;
  private final String labelCol;
  private final String weightCol;
  private final double[] losses;
  private final int epochs;
  private transient Dataset<Row> predictions;
  private transient MulticlassMetrics metrics;

  /**
   * @param model that has been trained, or is evaluated
   * @param dataset rows with labels, which are looked at where metrics are asked for
   */
  RappelClassificationSummary(
      RappelClassificationModel model, Dataset<?> dataset, double[] losses, int epochs) {
    this.model = model;
    this.dataset = dataset;
    this.losses = losses.clone();
    this.epochs = epochs;
    predictionCol = or(model.getPredictionCol(), "prediction_" + model.uid());
    labelCol = areIndices(model.network().schema()) ? model.getLabelCol() : "label_" + model.uid();
    boolean weighted = model.isDefined(model.weightCol());
    weightCol = or(weighted ? model.getWeightCol() : "", "weight_" + model.uid());
  }

  private static String or(String name, String ours) {
    return name.isEmpty() ? ours : name;
  }

  /** Labels' indices, and weights, in columns of names that nobody else has. */
  private Dataset<Row> made() {
    RappelClassificationModel scoring = model;
    if (model.getPredictionCol().isEmpty()) {
      scoring = model.copy(new ParamMap());
      scoring.setPredictionCol(predictionCol);
    }
    Dataset<Row> scored = scoring.transform(dataset);
    if (!labelCol.equals(model.getLabelCol())) {
      scored = scored.withColumn(labelCol, index(Columns.named(model.getLabelCol())));
    }
    return List.of(dataset.columns()).contains(weightCol)
        ? scored
        : scored.withColumn(weightCol, functions.lit(1.0));
  }

  /** The index of a label's class. */
  private Column index(Column label) {
    DataSchema schema = model.network().schema();
    Column cell = label.cast(schema.numericClasses() ? DataTypes.DoubleType : DataTypes.StringType);
    Column classes =
        functions.array(
            schema.classes().stream()
                .map(text -> schema.numericClasses() ? Double.valueOf(text) : text)
                .map(functions::lit)
                .toArray(Column[]::new));
    Column place = functions.array_position(classes, cell);
    return functions
        .when(place.gt(0), place.minus(1).cast(DataTypes.DoubleType))
        .otherwise(
            functions.raise_error(
                functions.concat(
                    functions.lit("the label is of no class that the model knows: "),
                    functions.coalesce(
                        cell.cast(DataTypes.StringType), functions.lit("missing")))));
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
  public synchronized Dataset<Row> predictions() {
    if (predictions == null) {
      predictions = made();
    }
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

  // PySpark's gateway sees what a class or its superclass declares, and no default of an interface.

  @Override
  public double[] labels() {
    return ClassificationSummary.super.labels();
  }

  @Override
  public double[] truePositiveRateByLabel() {
    return ClassificationSummary.super.truePositiveRateByLabel();
  }

  @Override
  public double[] falsePositiveRateByLabel() {
    return ClassificationSummary.super.falsePositiveRateByLabel();
  }

  @Override
  public double[] precisionByLabel() {
    return ClassificationSummary.super.precisionByLabel();
  }

  @Override
  public double[] recallByLabel() {
    return ClassificationSummary.super.recallByLabel();
  }

  @Override
  public double[] fMeasureByLabel(double beta) {
    return ClassificationSummary.super.fMeasureByLabel(beta);
  }

  @Override
  public double[] fMeasureByLabel() {
    return ClassificationSummary.super.fMeasureByLabel();
  }

  @Override
  public double accuracy() {
    return ClassificationSummary.super.accuracy();
  }

  @Override
  public double weightedTruePositiveRate() {
    return ClassificationSummary.super.weightedTruePositiveRate();
  }

  @Override
  public double weightedFalsePositiveRate() {
    return ClassificationSummary.super.weightedFalsePositiveRate();
  }

  @Override
  public double weightedRecall() {
    return ClassificationSummary.super.weightedRecall();
  }

  @Override
  public double weightedPrecision() {
    return ClassificationSummary.super.weightedPrecision();
  }

  @Override
  public double weightedFMeasure(double beta) {
    return ClassificationSummary.super.weightedFMeasure(beta);
  }

  @Override
  public double weightedFMeasure() {
    return ClassificationSummary.super.weightedFMeasure();
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
              predictions()
                  .select(
                      Columns.named(predictionCol),
                      Columns.named(labelCol).cast(DataTypes.DoubleType),
                      Columns.named(weightCol).cast(DataTypes.DoubleType)));
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
