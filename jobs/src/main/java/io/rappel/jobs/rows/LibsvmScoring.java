package io.rappel.jobs.rows;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Rows of LIBSVM, to score with a model whose features are f1, f2 and so on. Features that rows
 * lack are 0; features that no row had in training are ignored, as constant columns are.
 */
final class LibsvmScoring implements ScorableRows {

  private final LibsvmRows rows;
  private final DataSchema schema;

  /**
   * @throws DataException if the model's features are named otherwise
   */
  LibsvmScoring(LibsvmRows rows, DataSchema schema) {
    this.rows = rows;
    this.schema = schema;
    requireFeatures();
  }

  private void requireFeatures() {
    int size = schema.features().size();
    for (int j = 0; j < size; j++) {
      String name = schema.features().get(j);
      if (!name.equals("f" + (j + 1))) {
        throw new DataException(
            "the model's feature '%s' cannot be found in %s, because rows of LIBSVM have no columns"
                .formatted(name, rows.source()));
      }
    }
  }

  @Override
  public boolean labelled() {
    return schema.labels().equals(List.of(LibsvmRows.LABEL));
  }

  @Override
  public void requireLabels() {
    if (!labelled()) {
      throw new DataException(
          "the model's label '%s' cannot be found in %s, because rows of LIBSVM have no columns"
              .formatted(schema.labels().get(0), rows.source()));
    }
    if (schema.task() == Task.REGRESSION) {
      return;
    }
    ClassIndex index = new ClassIndex(schema);
    if (rows.summary().label().hasTooManyValues()
        || rows.summary().label().values().stream()
            .anyMatch(value -> index.of(Cells.parse(value)) < 0)) {
      RowMatches found = rows.source().find(row -> unknown(row, index));
      throw new DataException(
          Sentences.cells(
              LibsvmRows.LABEL,
              found,
              "with a class unknown to the model",
              "with classes unknown to the model"));
    }
  }

  private static String unknown(Row row, ClassIndex index) {
    double label = LibsvmLine.parse(row.getString(0)).label();
    return index.of(label) < 0 ? Cells.canonical(label) : null;
  }

  @Override
  public RowDecoder decoder(boolean withTargets) {
    return new LibsvmDecoder(schema, withTargets);
  }

  @Override
  public CarriedColumns carried(boolean typed) {
    return CarriedColumns.libsvm(rows.summary().label().fractional() == 0);
  }
}
