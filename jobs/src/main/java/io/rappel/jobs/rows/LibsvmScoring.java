package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.BatchMaker;
import io.rappel.jobs.rows.batch.FeatureReader;
import io.rappel.jobs.rows.batch.LibsvmBatches;
import io.rappel.jobs.rows.batch.LibsvmFeatures;
import io.rappel.jobs.rows.cell.Cells;
import io.rappel.jobs.rows.cell.LibsvmLine;
import io.rappel.jobs.rows.columns.ClassIndex;
import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.rows.predict.CarriedColumns;
import io.rappel.jobs.rows.predict.ScorableRows;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.rows.survey.LibsvmCheck;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.profile.ColumnProfile;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.model.DataSchema;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Row;

/**
 * Rows of LIBSVM, to score with a model of features f1, f2, …; what a row has beyond them is not
 * used.
 */
final class LibsvmScoring implements ScorableRows {

  private final RowSource source;
  private final DataSchema schema;

  /**
   * @throws DataException if the model's features are not those of rows of LIBSVM
   */
  LibsvmScoring(RowSource source, DataSchema schema) {
    this.source = source;
    this.schema = schema;
    for (int j = 0; j < schema.features().size(); j++) {
      String name = schema.features().get(j);
      if (!name.equals("f" + (j + 1))) {
        throw new DataException(
            "the model's feature '%s' cannot be found in %s, because rows of LIBSVM have no columns"
                .formatted(name, source));
      }
    }
  }

  @Override
  public boolean labelled() {
    return schema.labels().equals(List.of(LibsvmLine.LABEL));
  }

  @Override
  public void requireLabels() {
    if (!labelled()) {
      throw new DataException(
          "the model's label '%s' cannot be found in %s, because rows of LIBSVM have no columns"
              .formatted(schema.labels().get(0), source));
    }
  }

  @Override
  public int width() {
    return -1;
  }

  @Override
  public List<String> columns() {
    return schema.features();
  }

  @Override
  public BatchMaker maker(boolean withLabels) {
    return new LibsvmBatches(schema.features().size(), withLabels);
  }

  @Override
  public FeatureReader features() {
    return new LibsvmFeatures(schema.features().size());
  }

  @Override
  public List<String> check(TableProfile profile, boolean withLabels) {
    LibsvmCheck.check(source, profile);
    if (withLabels && schema.task() == Task.CLASSIFICATION) {
      requireClasses(profile.label(0));
    }
    return List.of();
  }

  private void requireClasses(ColumnProfile label) {
    ClassIndex index = new ClassIndex(schema);
    if (label.hasTooManyNumbers()
        || DoubleStream.of(label.differentNumbers())
            .anyMatch(value -> index.of(Cell.textOf(value)) < 0)) {
      RowMatches found = source.find(List.of(row -> unknown(row, index))).get(0);
      throw new DataException(
          found.cells(
              LibsvmLine.LABEL,
              "with a class unknown to the model",
              "with classes unknown to the model"));
    }
  }

  private static String unknown(Row row, ClassIndex index) {
    String label = Cells.canonical(LibsvmLine.parse(row.getString(0)).label());
    return index.of(label) < 0 ? label : null;
  }

  @Override
  public CarriedColumns carried(boolean typed) {
    return CarriedColumns.libsvm(typed);
  }
}
