package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.BatchExamples;
import io.rappel.jobs.rows.columns.ClassIndex;
import io.rappel.jobs.rows.predict.PredictionOutput;
import io.rappel.jobs.rows.predict.PredictionWriter;
import io.rappel.jobs.rows.predict.ScorableRows;
import io.rappel.jobs.rows.source.ColumnSearch;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.rows.survey.TargetRange;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.objective.score.OutputDecoder;
import io.rappel.trainer.spark.SparkScoring;
import io.rappel.trainer.spark.deal.DealtRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/** Rows to evaluate a model on or to predict. To be closed where nothing is done with them. */
public final class ScoringRows implements AutoCloseable {

  private final SparkSession session;
  private final DataSchema schema;
  private final Function<ColumnSearch, Opened> open;
  private final List<String> notes = new ArrayList<>();
  private Opened opened;
  private DealtRows dealt;

  /** Rows whose columns were found in some way. */
  record Opened(ColumnSearch search, RowSource source, ScorableRows rows) {}

  /**
   * Opens the rows.
   *
   * @param session the caller's, in which names of tables are resolved
   */
  ScoringRows(SparkSession session, DataSchema schema, Function<ColumnSearch, Opened> open) {
    this.session = session;
    this.schema = schema;
    this.open = open;
    this.opened = ColumnSearch.run(open);
  }

  /** Reads the rows as they were opened, or opens them once more. */
  private <T> T reading(Supplier<T> read) {
    return opened
        .search()
        .orSurely(
            read,
            sure -> {
              opened = open.apply(sure);
              return read.get();
            });
  }

  RowSource source() {
    return opened.source();
  }

  private ScorableRows rows() {
    return opened.rows();
  }

  /**
   * Reads the rows with their labels, and weights if the model's column of weights is there.
   *
   * @throws io.rappel.trainer.data.DataException if they cannot be read, or do not fit the schema
   */
  ScoringRows withLabels() {
    return reading(
        () -> {
          rows().requireLabels();
          int labels = schema.labels().size();
          long bytes = source().bytes();
          deal(batches -> DealtRows.read(batches, rows().width(), labels, bytes));
          return this;
        });
  }

  /** Rows to validate on, dealt like those to train on. */
  DealtRows dealLike(TrainingRows training) {
    if (training.dealt().profile().isSparse() != (rows().width() < 0)) {
      throw new ConfigurationException(
          "rows to train on and to validate on are to be either both of LIBSVM or both of tables");
    }
    return reading(
        () -> {
          rows().requireLabels();
          int labels = schema.labels().size();
          deal(batches -> training.dealt().readLike(batches, rows().width(), labels));
          return dealt;
        });
  }

  private void deal(Function<JavaRDD<RowBatch>, DealtRows> read) {
    DealtRows found = source().deal(rows().maker(true), read);
    try {
      notes.addAll(rows().check(found.profile(), true));
    } catch (RuntimeException e) {
      found.close();
      throw e;
    }
    dealt = found;
  }

  DealtRows dealt() {
    return dealt;
  }

  List<String> columns() {
    return rows().columns();
  }

  /**
   * Metrics of a model on the rows, which were read with labels and are closed then; see {@link
   * SparkScoring}.
   */
  public Map<String, Object> evaluate(Model model, BlasKind blas, Consumer<String> told) {
    return evaluate(model, model.decoder(), blas, false, told);
  }

  /**
   * The same with decisions between classes that are not the model's own.
   *
   * @param decoder the model's, with a threshold
   * @param importance whether to find out the importance of the columns as well
   */
  public Map<String, Object> evaluate(
      Model model,
      OutputDecoder decoder,
      BlasKind blas,
      boolean importance,
      Consumer<String> told) {
    requireTargets(model.loss(), model.targetScaling(), model.precision());
    return SparkScoring.evaluate(
        model, decoder, rows().columns(), dealt, classes(), blas, importance, told);
  }

  /**
   * @param scaling of a model's labels
   * @throws io.rappel.trainer.data.DataException if the loss cannot have a label, or the scaling
   *     takes it too far
   */
  public void requireTargets(Loss loss, Scaling scaling, Precision precision) {
    if (schema.task() == Task.REGRESSION) {
      TargetRange.require(source(), dealt.profile(), schema, loss, scaling, precision);
    }
  }

  /** The rows with their labels as vectors, read anew by each action and not checked. */
  public JavaRDD<Example> examples() {
    rows().requireLabels();
    int[] places = IntStream.range(0, schema.features().size()).toArray();
    return batches().mapPartitions(new BatchExamples(places, classes()));
  }

  /** The rows with their labels, read anew by each action and not checked. */
  JavaRDD<RowBatch> batches() {
    return source().readable().batches(rows().maker(true));
  }

  private LabelIndex classes() {
    return schema.task() == Task.CLASSIFICATION ? new ClassIndex(schema) : null;
  }

  /** Sentences for the user on what is not read, or is unusual about the rows. */
  public List<String> notes() {
    List<String> all = new ArrayList<>(source().notes());
    source()
        .unreadable()
        .forEach(
            (column, type) ->
                all.add(
                    "column '%s' is left out, as Spark cannot read Parquet's %s"
                        .formatted(column, type)));
    all.addAll(notes);
    return all;
  }

  /**
   * To be called when the rows have been read for the last time.
   *
   * @throws io.rappel.trainer.data.DataException if files have changed since they were checked
   */
  public void requireUnchanged() {
    source().requireUnchanged();
  }

  /** Whether the input has the label columns. */
  public boolean labelled() {
    return rows().labelled();
  }

  /**
   * Writes the input's columns, {@code prediction} and for classes {@code probability_LABEL} for
   * each class; with several labels {@code prediction_LABEL} for each. Rows are in the input's
   * order. Labels need not be there, nor be known.
   *
   * @param model of the schema with which the rows were read
   * @param decoder the model's, with a threshold or without
   * @param blas who multiplies; null: the fastest to be had
   * @return sentences on what is unusual about the rows
   * @throws io.rappel.trainer.config.ConfigurationException if the output exists and must not be
   *     replaced
   * @throws io.rappel.trainer.data.DataException if the rows do not fit the model, or it gives no
   *     number for a row
   */
  public List<String> writePredictions(
      Model model, OutputDecoder decoder, BlasKind blas, PredictionOutput output) {
    return reading(
        () -> new PredictionWriter(session, source(), rows(), model, decoder, blas).write(output));
  }

  /** The same with the model's own decisions, to a file or folder whose name tells the format. */
  public List<String> writePredictions(
      Model model, BlasKind blas, String outPath, boolean overwrite) {
    return writePredictions(
        model, model.decoder(), blas, PredictionOutput.files(outPath, overwrite));
  }

  @Override
  public void close() {
    if (dealt != null) {
      dealt.close();
    }
  }
}
