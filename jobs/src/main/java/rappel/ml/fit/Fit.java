package rappel.ml.fit;

import io.rappel.jobs.rows.RowReader;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.columns.Validation;
import io.rappel.jobs.rows.files.FreeNames;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.jobs.run.Provenance;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.spark.SparkTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import rappel.ml.frame.Columns;
import rappel.ml.param.RappelParams;
import rappel.ml.param.Settings;

/**
 * A training on a frame, which goes the way of {@code rappel train}.
 *
 * @param frame the rows
 * @param label the column to learn
 * @param features the columns to learn from
 * @param weight the column of weights; null: none
 * @param validation the column that is true in rows to validate on; null: none
 * @param task classes or numbers
 * @param classes as many as the label's numbers are indices of; 0: they are found in the data
 * @param categories features whose numbers are codes
 * @param cells what text says
 */
public record Fit(
    Dataset<Row> frame,
    String label,
    List<String> features,
    String weight,
    String validation,
    Task task,
    int classes,
    List<String> categories,
    CellRules cells) {

  /**
   * What a training gave.
   *
   * @param model with all that made it
   * @param losses the objective of each epoch
   */
  public record Trained(Model model, TrainingResult result, double[] losses) {}

  /**
   * The training that a stage asks for.
   *
   * @param classes of which the label's numbers are indices; 0: they are found in the data
   */
  public static Trained train(RappelParams stage, Dataset<?> dataset, Task task, int classes) {
    Settings settings = Settings.of(stage);
    return of(dataset, stage, task, classes)
        .train(
            settings.config(),
            settings.partitions(),
            settings.configuration(),
            stage.isDefined(stage.layers()) ? stage.getLayers() : null,
            stage.isDefined(stage.checkpointDir()) ? stage.getCheckpointDir() : null);
  }

  private static Fit of(Dataset<?> dataset, RappelParams stage, Task task, int classes) {
    List<String> missing =
        stage.isDefined(stage.missing())
            ? Arrays.asList(stage.getMissing())
            : CellRules.DEFAULT.missing();
    return new Fit(
        dataset.toDF(),
        stage.getLabelCol(),
        stage.isDefined(stage.featuresCols())
            ? Arrays.asList(stage.getFeaturesCols())
            : List.of(stage.getFeaturesCol()),
        stage.isDefined(stage.weightCol()) && !stage.getWeightCol().isEmpty()
            ? stage.getWeightCol()
            : null,
        stage.isDefined(stage.validationIndicatorCol()) ? stage.getValidationIndicatorCol() : null,
        task,
        classes,
        stage.isDefined(stage.categories()) ? Arrays.asList(stage.getCategories()) : List.of(),
        new CellRules(missing, stage.isDefined(stage.dateFormat()) ? stage.getDateFormat() : null));
  }

  /**
   * Trains.
   *
   * @param layers inputs, hidden units and outputs, to be checked against the data; null: no check
   * @param checkpoints folder of checkpoints; null: none are kept
   */
  public Trained train(
      TrainingConfig config,
      int partitions,
      Map<String, Object> configuration,
      int[] layers,
      String checkpoints) {
    SparkSession spark = frame.sparkSession();
    TrainingRows rows = read(spark);
    try {
      if (layers != null) {
        requireLayers(layers, rows.schema());
      }
      Recorder recorder = new Recorder(rows::requireUnchanged);
      TrainingResult result;
      if (checkpoints == null) {
        result = SparkTraining.train(rows.input(null, partitions, null), config, recorder);
      } else {
        try (FitControl control =
            FitControl.in(
                checkpoints,
                UUID.randomUUID().toString(),
                configuration,
                config,
                spark.sparkContext().hadoopConfiguration())) {
          result =
              SparkTraining.train(rows.input(null, partitions, null), config, recorder, control);
        }
      }
      Model model =
          Provenance.describe(
              result.model(),
              configuration,
              "data frame",
              rows.provenance(),
              recorder.run(),
              spark);
      return new Trained(model, result, recorder.losses());
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  private TrainingRows read(SparkSession spark) {
    try {
      return new RowReader(spark).readForTraining(request(), null);
    } catch (DataException e) {
      // The user knows the column by another name.
      throw validation == null
          ? e
          : new DataException(e.getMessage().replace(mark(), validation), e);
    }
  }

  private RowsRequest request() {
    return new RowsRequest(
        RowInput.frame(selected()),
        List.of(label),
        features,
        List.of(),
        weight,
        task,
        categories,
        cells,
        validation == null ? null : Validation.marked(mark()),
        classes);
  }

  /** The columns that are needed: others need not even be read. */
  private Dataset<Row> selected() {
    List<Column> columns = new ArrayList<>();
    names().forEach(name -> columns.add(column(name)));
    if (validation != null) {
      DataType type = Columns.require(frame.schema(), validation).dataType();
      if (!type.equals(DataTypes.BooleanType)) {
        throw new IllegalArgumentException(
            "validationIndicatorCol '%s' is %s, and tells by true and false which rows validate"
                .formatted(validation, type.simpleString()));
      }
      columns.add(functions.when(column(validation), 1).otherwise(0).as(mark()));
    }
    return frame.select(columns.toArray(Column[]::new));
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(features);
    names.add(label);
    if (weight != null) {
      names.add(weight);
    }
    return names;
  }

  /** The name of the column that tells which rows validate, beside those that are needed. */
  private String mark() {
    return FreeNames.of("__validation_row", names());
  }

  private Column column(String name) {
    Columns.require(frame.schema(), name);
    return Columns.named(name);
  }

  private static void requireLayers(int[] layers, DataSchema schema) {
    int inputs = schema.features().size();
    if (layers[0] != inputs) {
      throw new ConfigurationException(
          "layers begin with %d inputs, and the data have %d".formatted(layers[0], inputs));
    }
    int outputs = schema.classes().isEmpty() ? schema.labels().size() : schema.classes().size();
    int last = layers[layers.length - 1];
    if (last != outputs) {
      throw new ConfigurationException(
          "layers end with %d outputs, and the data have %d %s"
              .formatted(last, outputs, schema.classes().isEmpty() ? "labels" : "classes"));
    }
  }
}
