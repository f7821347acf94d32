package io.rappel.jobs.rows;

import io.rappel.jobs.rows.columns.FittedColumns;
import io.rappel.jobs.rows.columns.GapFilter;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.columns.Validation;
import io.rappel.jobs.rows.source.ArrayFaultException;
import io.rappel.jobs.rows.source.ColumnSearch;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.rows.survey.InputDescription;
import io.rappel.jobs.text.Nearest;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.hash.HashSelection;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.spark.deal.DealtRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Reads rows from files and tables, and checks them. */
public final class RowReader {

  private final SparkSession spark;

  public RowReader(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Rows to train on, read once; types, kinds of columns, task and classes are found in the data.
   *
   * <p>Features are numbers of any type, booleans, dates and moments, and text, which is read as
   * numbers or dates where it is written so, and otherwise as the levels of a category. Columns of
   * other types, such as structs, and those that say nothing or name their rows, are left out with
   * a note.
   *
   * @param taskOfLoss the task that the chosen loss implies, which decides where the request asks
   *     for none and the label is numeric; null: none
   * @throws io.rappel.trainer.config.ConfigurationException if the request names a column that is
   *     not there, or no label
   * @throws io.rappel.trainer.data.DataException if the rows cannot be read or trained on
   */
  public TrainingRows readForTraining(RowsRequest request, Task taskOfLoss) {
    return readForTraining(request, taskOfLoss, null);
  }

  /**
   * The same without the rows that judge models.
   *
   * @param judges which these are; null: none
   */
  public TrainingRows readForTraining(RowsRequest request, Task taskOfLoss, HashSelection judges) {
    Validation validation = request.validation();
    String heldOut = validation == null ? null : validation.condition();
    try {
      return ColumnSearch.run(
          search -> {
            RowSource source =
                RowSource.open(
                    spark,
                    request.input(),
                    request.cells(),
                    heldOut,
                    search,
                    request::readsEntries);
            return source.isLibsvm()
                ? LibsvmRows.read(source, request, taskOfLoss, judges)
                : TableTraining.read(source, request, taskOfLoss, judges);
          });
    } catch (ArrayFaultException e) {
      Optional<String> exclude = request.excluding(e.column());
      if (exclude.isEmpty()) {
        throw e;
      }
      throw new DataException(
          "%s; %s leaves the whole column out".formatted(e.getMessage(), exclude.get()), e);
    }
  }

  /**
   * Rows to go on training a model with, whose schema they must fit.
   *
   * @throws io.rappel.trainer.config.ConfigurationException if the request asks for other columns
   *     than the model's
   * @throws io.rappel.trainer.data.DataException if the rows cannot be read, or do not fit
   */
  public TrainingRows readForWarmStart(RowsRequest request, Model model) {
    DataSchema schema = model.schema();
    requireSame("--label", request.labels(), schema.labels());
    requireSame("--features", request.features(), schema.features());
    if (request.weight() != null && !request.weight().equals(schema.weight())) {
      throw new ConfigurationException(
          "--weight %s is not the model's column of weights, which is %s"
              .formatted(request.weight(), schema.weight() == null ? "none" : schema.weight()));
    }
    if (request.validation() != null) {
      throw new ConfigurationException(
          "--validation-group and --validation-after do not go with --warm-start: give --validation");
    }
    ScoringRows rows =
        scoring(request.input(), FittedColumns.of(model, new GapFilter(request.input().where())))
            .withLabels();
    List<String> notes = new ArrayList<>(List.of("task: " + schema.task() + ", as the model's"));
    notes.addAll(rows.notes());
    return new TrainingRows(
        rows.source(),
        schema,
        rows.columns(),
        model.encoder().specs(),
        rows.dealt(),
        null,
        JudgedRows.NONE.in(rows::batches),
        notes,
        null);
  }

  private static void requireSame(String option, List<String> given, List<String> model) {
    if (!given.isEmpty() && !given.equals(model)) {
      throw new ConfigurationException(
          "%s is not as the model's of --warm-start, which has %s"
              .formatted(option, Nearest.list(model)));
    }
  }

  /** Generated rows; the same seed gives the same rows. */
  public TrainingRows readDemo(Demo demo, long seed) {
    JavaRDD<RowBatch> batch =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(demo.toString()), 1)
            .map(ignored -> demo.batch(seed));
    DataSchema schema = demo.schema();
    return new TrainingRows(
        null,
        schema,
        schema.features(),
        schema.features().stream().map(FeatureSpec::number).toList(),
        DealtRows.read(batch, schema.features().size(), 1, 0),
        null,
        JudgedRows.NONE.in(() -> batch),
        List.of("task: " + schema.task() + ", by the demo"),
        null);
  }

  /**
   * Rows with labels, to evaluate a model on; columns are found by name.
   *
   * @throws io.rappel.trainer.data.DataException if the rows cannot be read, or do not fit the
   *     model
   */
  public ScoringRows readLabelled(RowInput input, Model model) {
    return scoring(input, FittedColumns.of(model, null)).withLabels();
  }

  /** Rows with labels beside those to train on, whose columns they must have. */
  public ScoringRows readLabelled(RowInput input, TrainingRows training) {
    return scoring(input, FittedColumns.of(training.schema(), training.specs())).withLabels();
  }

  /** Rows to validate on, which are read where the training's input is made. */
  public ScoringRows openForValidation(RowInput input, TrainingRows training) {
    return scoring(input, FittedColumns.of(training.schema(), training.specs()));
  }

  /** Rows to predict, with labels or without. */
  public ScoringRows openForPrediction(RowInput input, Model model) {
    return scoring(input, FittedColumns.of(model, null));
  }

  private ScoringRows scoring(RowInput input, FittedColumns fitted) {
    DataSchema schema = fitted.schema();
    return new ScoringRows(
        spark,
        schema,
        search -> {
          RowSource source =
              RowSource.open(spark, input, schema.cells(), null, search, fitted::readsEntries);
          return new ScoringRows.Opened(
              search,
              source,
              source.isLibsvm()
                  ? new LibsvmScoring(source, schema)
                  : new TableScoring(source, fitted));
        });
  }

  /**
   * What one pass finds out about an input. An array that cannot be read as columns costs another
   * pass, over the others.
   *
   * @param categories columns whose numbers are codes
   * @param cells what text says
   */
  public InputDescription describe(RowInput input, List<String> categories, CellRules cells) {
    Map<String, String> faults = new TreeMap<>();
    while (true) {
      try {
        return describe(input, categories, cells, faults);
      } catch (ArrayFaultException e) {
        faults.put(e.column(), e.getMessage());
      }
    }
  }

  private InputDescription describe(
      RowInput input, List<String> categories, CellRules cells, Map<String, String> faults) {
    return ColumnSearch.run(
        search -> {
          RowSource source =
              RowSource.open(spark, input, cells, null, search, name -> !faults.containsKey(name));
          return source.isLibsvm()
              ? InputDescription.ofLibsvm(source)
              : InputDescription.ofTable(source, categories, cells, faults);
        });
  }
}
