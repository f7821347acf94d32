package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.util.ArrayList;
import java.util.List;
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
   * Rows to train on; types, task and classes are found in the data.
   *
   * <p>Features are numbers: integers, floating-point numbers and decimals of any width, all read
   * as doubles, and booleans, of which true is 1 and false 0. Columns of other types, such as
   * dates, timestamps, arrays, structs and vectors of Spark ML, are refused by name: what number a
   * date stands for is a question that only the user can answer.
   *
   * @param taskOfLoss the task that the chosen loss implies, which decides where the request's task
   *     is auto and the label is numeric; null: none
   * @throws io.rappel.trainer.ConfigurationException if the request names a column that is not
   *     there, or no label
   * @throws io.rappel.trainer.data.DataException if the rows cannot be read or trained on
   */
  public TrainingRows readForTraining(RowsRequest request, Task taskOfLoss) {
    RowSource source = RowSource.open(spark, request.input());
    if (source.isLibsvm()) {
      LibsvmRows.requireNoColumns(request);
      return new LibsvmRows(source).forTraining(request, taskOfLoss);
    }
    return TableTraining.read(source, request, taskOfLoss);
  }

  /**
   * Rows to go on training a model with, whose schema they must fit.
   *
   * @throws io.rappel.trainer.ConfigurationException if the request asks for other columns than the
   *     model's
   * @throws io.rappel.trainer.data.DataException if the rows cannot be read, or do not fit
   */
  public TrainingRows readForWarmStart(RowsRequest request, DataSchema schema) {
    requireSame("--label", request.labels(), schema.labels());
    requireSame("--features", request.features(), schema.features());
    if (request.weight() != null && !request.weight().equals(schema.weight())) {
      throw new ConfigurationException(
          "--weight %s is not the model's column of weights, which is %s"
              .formatted(request.weight(), schema.weight() == null ? "none" : schema.weight()));
    }
    RowSource source = RowSource.open(spark, request.input());
    ScoringRows rows = new ScoringRows(source, scorable(source, schema, request.input()), true);
    List<String> notes = new ArrayList<>(List.of("task: " + schema.task() + ", as the model's"));
    notes.addAll(rows.notes());
    return new TrainingRows(rows.source(), schema, rows.examples(), notes);
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
    JavaRDD<Example> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(demo.toString()), 1)
            .flatMap(ignored -> demo.rows(seed).iterator());
    return new TrainingRows(
        null, demo.schema(), rows, List.of("task: " + demo.schema().task() + ", by the demo"));
  }

  /**
   * Rows for a model; columns are found by name, others are carried along.
   *
   * @param labelsRequired whether missing label columns are an error
   * @throws io.rappel.trainer.data.DataException if the rows cannot be read, or do not fit the
   *     schema
   */
  public ScoringRows readForScoring(RowInput input, DataSchema schema, boolean labelsRequired) {
    RowSource source = RowSource.open(spark, input);
    return new ScoringRows(source, scorable(source, schema, null), labelsRequired);
  }

  /**
   * @param filterable the input, where rows may be left out; null: all must be scored
   */
  private static ScorableRows scorable(RowSource source, DataSchema schema, RowInput filterable) {
    return source.isLibsvm()
        ? new LibsvmScoring(new LibsvmRows(source), schema)
        : new TableScoring(source, schema, filterable);
  }
}
