package io.rappel.jobs.rows;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.math.BlasKind;
import io.rappel.trainer.model.Model;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Checked rows to evaluate a model on or to predict. */
public final class ScoringRows {

  private final RowSource source;
  private final ScorableRows rows;
  private boolean labelsChecked;

  ScoringRows(RowSource source, ScorableRows rows, boolean labelsRequired) {
    this.source = source;
    this.rows = rows;
    if (labelsRequired) {
      requireLabels();
    }
  }

  private void requireLabels() {
    if (!labelsChecked) {
      rows.requireLabels();
      labelsChecked = true;
    }
  }

  /**
   * The rows in the input's order, read anew by each action. Where the input has the label columns,
   * targets are set, and weights if the model's column of weights is there too; otherwise targets
   * are empty and weights 1.
   *
   * @throws io.rappel.trainer.data.DataException if a label is missing or unknown to the model
   */
  public JavaRDD<Example> examples() {
    if (labelled()) {
      requireLabels();
    }
    RowDecoder decoder = rows.decoder(labelled());
    return source.rows().map(decoder::example);
  }

  RowSource source() {
    return source;
  }

  /** Sentences for the user on what is not read. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(source.notes());
    source
        .unreadable()
        .forEach(
            (column, type) ->
                notes.add(
                    "column '%s' is left out, as Spark cannot read Parquet's %s"
                        .formatted(column, type)));
    return notes;
  }

  /**
   * To be called when the rows have been read for the last time.
   *
   * @throws io.rappel.trainer.data.DataException if files have changed since they were checked
   */
  public void requireUnchanged() {
    source.requireUnchanged();
  }

  /** Whether the input has the label columns. */
  public boolean labelled() {
    return rows.labelled();
  }

  /**
   * Writes the input's columns, {@code prediction} and for classes {@code probability_LABEL} for
   * each class; with several labels {@code prediction_LABEL} for each. Rows are in the input's
   * order. Labels need not be there, nor be known.
   *
   * @param model of the schema with which the rows were read
   * @param blas who multiplies; null: the fastest to be had
   * @param outPath a name that ends in .csv or .parquet: one file of that name; otherwise a folder
   *     of CSV parts
   * @param overwrite whether existing output is replaced, as a whole and only once the new one is
   *     complete
   * @return sentences on what is unusual about the rows
   * @throws io.rappel.trainer.ConfigurationException if the output exists and must not be replaced
   * @throws io.rappel.trainer.data.DataException if the model gives no number for a row
   */
  public List<String> writePredictions(
      Model model, BlasKind blas, String outPath, boolean overwrite) {
    long beyond = new PredictionWriter(source, rows, model, blas).write(outPath, overwrite);
    return beyond == 0 ? List.of() : List.of(Sentences.beyond(beyond, model.precision()));
  }
}
