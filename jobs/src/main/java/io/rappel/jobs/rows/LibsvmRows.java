package io.rappel.jobs.rows;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.util.ArrayList;
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
      throw new DataException(source + " has no rows");
    }
    if (summary.malformed() > 0) {
      source.requireDecodable();
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
      throw new DataException("no row of " + source + " has a feature");
    }
    LabelChoice label = LabelChoice.of(request.task(), taskOfLoss, LABEL, summary.label());
    List<String> features =
        IntStream.rangeClosed(1, summary.largestIndex()).mapToObj(j -> "f" + j).toList();
    DataSchema schema =
        new DataSchema(
            label.task(), features, List.of(LABEL), label.classes(), label.numeric(), null);
    LibsvmDecoder decoder = new LibsvmDecoder(schema, true);
    List<String> notes = new ArrayList<>(List.of(label.note()));
    notes.addAll(source.notes());
    return new TrainingRows(source, schema, source.rows().map(decoder::example), notes);
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

  /** What is known of the rows. */
  LibsvmSummary summary() {
    return summary;
  }

  RowSource source() {
    return source;
  }
}
