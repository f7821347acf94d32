package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Rows of LIBSVM: a column {@code label}, and features f1, f2 and so on, up to the largest index.
 */
final class LibsvmRows {

  static final String LABEL = "label";

  private final RowSource source;
  private final LibsvmSummary summary;

  /**
   * Checks all rows.
   *
   * @throws DataException if there are none, or some cannot be read
   */
  LibsvmRows(RowSource source) {
    this.source = source;
    this.summary = source.summarise(new LibsvmSummary());
    if (summary.rows() == 0) {
      throw new DataException(source.files() + " has no rows");
    }
    if (summary.malformed() > 0) {
      RowMatches found = source.find(LibsvmRows::fault);
      throw new DataException(
          "%s: %s is no row of LIBSVM, because %s"
              .formatted(
                  Sentences.count(found.count(), "malformed row"),
                  found.place(),
                  Sentences.shortened(found.value())));
    }
  }

  private static String fault(Row row) {
    try {
      LibsvmLine.parse(row.getString(0));
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** Rows to train on. */
  TrainingRows forTraining(RowsRequest request, Task taskOfLoss) {
    if (summary.largestIndex() == 0) {
      throw new DataException("no row of " + source.files() + " has a feature");
    }
    LabelChoice label = LabelChoice.of(request.task(), taskOfLoss, LABEL, summary.label());
    List<String> features =
        IntStream.rangeClosed(1, summary.largestIndex()).mapToObj(j -> "f" + j).toList();
    DataSchema schema =
        new DataSchema(
            label.task(), features, List.of(LABEL), label.classes(), label.numeric(), null);
    LibsvmDecoder decoder = new LibsvmDecoder(schema, true);
    return new TrainingRows(schema, source.rows().map(decoder::example), List.of(label.note()));
  }

  /**
   * @throws ConfigurationException if the request names columns, of which these rows have none but
   *     the label
   */
  static void requireNoColumns(RowsRequest request) {
    for (String label : request.labels()) {
      if (!label.equals(LABEL)) {
        throw Nearest.unknownColumn("--label", label, List.of(LABEL));
      }
    }
    if (!request.features().isEmpty() || !request.exclude().isEmpty() || request.weight() != null) {
      throw new ConfigurationException(
          "--features, --exclude and --weight name columns, which rows of LIBSVM do not have");
    }
  }

  /**
   * Checks that the rows' features are a model's.
   *
   * @throws DataException if the model's are named otherwise, or fewer
   */
  void requireFeatures(DataSchema schema) {
    int size = schema.features().size();
    for (int j = 0; j < size; j++) {
      String name = schema.features().get(j);
      if (!name.equals("f" + (j + 1))) {
        throw new DataException(
            "the model's feature '%s' cannot be found in %s, because rows of LIBSVM have no columns"
                .formatted(name, source.files()));
      }
    }
    if (summary.largestIndex() > size) {
      RowMatches found = source.find(row -> beyond(row, size));
      throw new DataException(
          "%s an index beyond the model's %d features, the first %s in %s"
              .formatted(
                  found.count() == 1 ? "1 row has" : found.count() + " rows have",
                  size,
                  found.value(),
                  found.place()));
    }
  }

  private static String beyond(Row row, int size) {
    int largest = LibsvmLine.parse(row.getString(0)).largestIndex();
    return largest > size ? Integer.toString(largest) : null;
  }

  /**
   * Checks labels against a model's.
   *
   * @throws DataException if one names no class, or the model's label is another
   */
  void requireLabels(DataSchema schema) {
    if (!schema.labels().equals(List.of(LABEL))) {
      throw new DataException(
          "the model's label '%s' cannot be found in %s, because rows of LIBSVM have no columns"
              .formatted(schema.labels().get(0), source.files()));
    }
    if (schema.task() == Task.REGRESSION) {
      return;
    }
    ClassIndex index = new ClassIndex(schema);
    if (summary.label().hasTooManyValues()
        || summary.label().values().stream().anyMatch(value -> index.of(Cells.parse(value)) < 0)) {
      RowMatches found = source.find(row -> unknown(row, index));
      throw new DataException(
          Sentences.cells(
              LABEL,
              found,
              "with a class unknown to the model",
              "with classes unknown to the model"));
    }
  }

  private static String unknown(Row row, ClassIndex index) {
    double label = LibsvmLine.parse(row.getString(0)).label();
    return index.of(label) < 0 ? Cells.canonical(label) : null;
  }

  /** Whether all labels are integral. */
  boolean hasIntegralLabels() {
    return summary.label().fractional() == 0;
  }
}
